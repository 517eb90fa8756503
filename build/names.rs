//! Compiles the gazetteers (`surface,type,…`) into the images that the library embeds.

use crate::gazetteer::compile::{Compiled, Compiler};
use crate::gazetteer::read::Header;
use std::path::Path;

/// Compiles every list named in `files`; errors name file and line.
pub(crate) fn compile(files: &[String]) -> Result<Compiled, String> {
    let articles = articles("gazetteers/fr/articles.csv")?;
    let mut compiler = Compiler::new(150_000, articles.iter());
    for (number, name) in files.iter().enumerate() {
        let number = u8::try_from(number).map_err(|_| "more than 255 gazetteers".to_owned())?;
        add(&mut compiler, name, number)?;
    }
    add_sirens(&mut compiler, "gazetteers/fr/communes_siren.csv")?;
    Ok(compiler.finish())
}

/// The articles that stand by themselves, not those that a preposition has swallowed.
fn articles(name: &str) -> Result<Vec<String>, String> {
    let mut reader = csv::Reader::from_path(name).map_err(|error| format!("{name}: {error}"))?;
    let mut articles = Vec::new();
    for (line, record) in reader.deserialize().enumerate() {
        let (form, _, value, _): (String, String, String, String) =
            record.map_err(|error| format!("{name}:{}: {error}", line + 2))?;
        if form == value {
            articles.push(form);
        }
    }
    Ok(articles)
}

fn add_sirens(compiler: &mut Compiler, name: &str) -> Result<(), String> {
    let mut reader = csv::Reader::from_path(name).map_err(|error| format!("{name}: {error}"))?;
    for (line, record) in reader.deserialize().enumerate() {
        let (id, siren): (String, u32) = record.map_err(|error| format!("{name}:{}: {error}", line + 2))?;
        compiler.add_siren(&id, siren);
    }
    Ok(())
}

fn add(compiler: &mut Compiler, name: &str, number: u8) -> Result<(), String> {
    let mut reader = csv::Reader::from_path(Path::new(name)).map_err(|error| format!("{name}: {error}"))?;
    let header = reader.byte_headers().map_err(|error| format!("{name}: {error}"))?.clone();
    let header = Header::parse(&header).map_err(|message| format!("{name}:1: {message}"))?;
    let mut record = csv::ByteRecord::new();
    while reader.read_byte_record(&mut record).map_err(|error| format!("{name}: {error}"))? {
        let line = record.position().map_or(0, csv::Position::line) as u32;
        let row = header.row(&record).map_err(|message| format!("{name}:{line}: {message}"))?;
        compiler.add(&row, number, line);
    }
    Ok(())
}
