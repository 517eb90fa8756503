//! The records of `@etalab/decoupage-administratif`.

use serde::Deserialize;

/// What a record of `communes.json` is.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum CommuneType {
    CommuneActuelle,
    CommuneDeleguee,
    CommuneAssociee,
    ArrondissementMunicipal,
}

/// A commune of any type; population and SIREN are those of present communes.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Commune {
    pub(crate) code: String,
    #[serde(rename = "nom")]
    pub(crate) name: String,
    #[serde(rename = "type")]
    pub(crate) class: CommuneType,
    /// `metro`, `drom` or `com`.
    pub(crate) zone: String,
    #[serde(rename = "departement")]
    pub(crate) department: String,
    pub(crate) region: String,
    pub(crate) siren: Option<String>,
    pub(crate) population: Option<u64>,
    /// The present commune of a delegated or associated one.
    #[serde(rename = "chefLieu")]
    pub(crate) seat: Option<String>,
    /// The commune of a municipal arrondissement.
    #[serde(rename = "commune")]
    pub(crate) city: Option<String>,
}

impl Commune {
    pub(crate) fn id(&self) -> String {
        format!("FR-COM-{}", self.code)
    }

    pub(crate) fn department_id(&self) -> String {
        format!("FR-DEP-{}", self.department)
    }

    pub(crate) fn is_present(&self) -> bool {
        self.class == CommuneType::CommuneActuelle
    }

    /// A former commune inside a present one that still has a name of its own.
    pub(crate) fn is_delegated(&self) -> bool {
        matches!(self.class, CommuneType::CommuneDeleguee | CommuneType::CommuneAssociee)
    }
}

/// A department or region, or the overseas body that stands for one.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Area {
    pub(crate) code: String,
    #[serde(rename = "nom")]
    pub(crate) name: String,
    /// The region of a department.
    pub(crate) region: Option<String>,
}

/// An intercommunality and its members.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Group {
    /// SIREN.
    pub(crate) code: String,
    #[serde(rename = "nom")]
    pub(crate) name: String,
    /// `CA`, `CC`, `CU`, `METRO`, `MET69` or `EPT`.
    #[serde(rename = "type")]
    pub(crate) class: String,
    #[serde(rename = "membres")]
    pub(crate) members: Vec<Member>,
}

/// A commune in an intercommunality.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Member {
    pub(crate) code: String,
    #[serde(rename = "populationMunicipale")]
    pub(crate) population: Option<u64>,
}
