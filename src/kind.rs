//! The closed sets: types and kinds of entities. Shared with `build.rs`.

macro_rules! closed_set {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum $name { $($(#[$doc])* $variant,)+ }

        impl $name {
            /// All of them, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The word used in files and options.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }

            /// The member that is written `text`, if any.
            #[must_use]
            pub fn parse(text: &str) -> Option<Self> {
                match text { $($text => Some(Self::$variant),)+ _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

closed_set! {
    /// What a mention is.
    EntityType {
        /// A body that acts under a name.
        Organisation = "organisation",
        /// A place on the map.
        Place = "place",
        /// A date, hour, interval, duration or set of times.
        Date = "date",
        /// A quantity with its unit.
        Amount = "amount",
        /// A person; only on demand.
        Person = "person",
    }
}

macro_rules! listed_rules {
    ($name:ident, $prefix:literal: $($variant:ident = $text:literal,)+) => {
        impl $name {
            /// The rule id of a name that a list of this kind gave.
            pub const fn rule(self) -> &'static str {
                match self { $(Self::$variant => concat!($prefix, $text),)+ }
            }
        }
    };
}

listed_rules! { PlaceKind, "place.":
    Commune = "commune", Department = "department", Region = "region", Country = "country",
    City = "city", Continent = "continent", Water = "water", Relief = "relief", District = "district",
    Street = "street", Address = "address", Venue = "venue", Area = "area",
}

listed_rules! { OrganisationKind, "org.":
    Company = "company", Administration = "administration", Party = "party", Union = "union",
    Association = "association", Education = "education", Health = "health", Media = "media",
    Sport = "sport", Justice = "justice", Security = "security", International = "international",
    Other = "other",
}

closed_set! {
    /// What sort of organisation a name stands for.
    OrganisationKind {
        /// Firms.
        Company = "company",
        /// State, local and other public bodies.
        Administration = "administration",
        /// Political parties.
        Party = "party",
        /// Trade unions and employers' federations.
        Union = "union",
        /// Associations, foundations, NGOs.
        Association = "association",
        /// Schools, universities, research.
        Education = "education",
        /// Hospitals and health bodies.
        Health = "health",
        /// Newspapers, broadcasters, agencies.
        Media = "media",
        /// Clubs, leagues, federations.
        Sport = "sport",
        /// Courts, prosecution, bar.
        Justice = "justice",
        /// Police, gendarmerie, army, rescue.
        Security = "security",
        /// International bodies.
        International = "international",
        /// Any other.
        Other = "other",
    }
}

closed_set! {
    /// What sort of place a name stands for.
    PlaceKind {
        /// A French commune.
        Commune = "commune",
        /// A French department.
        Department = "department",
        /// A French region, or a subdivision of another country.
        Region = "region",
        /// A country or territory.
        Country = "country",
        /// A town outside France.
        City = "city",
        /// A continent.
        Continent = "continent",
        /// River, lake, sea, canal.
        Water = "water",
        /// Mountain, range, pass, cape.
        Relief = "relief",
        /// A part of a town.
        District = "district",
        /// A street, square or road.
        Street = "street",
        /// A street with its house number.
        Address = "address",
        /// A building or site that the public knows by name.
        Venue = "venue",
        /// Any other area.
        Area = "area",
    }
}

closed_set! {
    /// What sort of time an expression names.
    DateKind {
        /// A calendar day.
        Day = "day",
        /// A clock time or part of a day.
        Time = "time",
        /// A week or weekend.
        Week = "week",
        /// A month.
        Month = "month",
        /// Three months.
        Quarter = "quarter",
        /// Half a year.
        Semester = "semester",
        /// A season.
        Season = "season",
        /// A year.
        Year = "year",
        /// Ten years.
        Decade = "decade",
        /// A hundred years.
        Century = "century",
        /// From one time to another.
        Interval = "interval",
        /// A length of time, ages too.
        Duration = "duration",
        /// A recurring time.
        Set = "set",
    }
}

closed_set! {
    /// What sort of amount a number makes.
    AmountKind {
        /// A sum in a currency.
        Money = "money",
        /// Percents and points.
        Percent = "percent",
        /// A number with a unit of measure.
        Measure = "measure",
        /// A number of things.
        Count = "count",
        /// A place in an order; only on demand.
        Rank = "rank",
    }
}

closed_set! {
    /// How a date or amount deviates from what is said.
    Modifier {
        /// As said.
        None = "",
        /// At its beginning.
        Start = "start",
        /// In its middle.
        Mid = "mid",
        /// At its end.
        End = "end",
        /// Before it.
        Before = "before",
        /// After it.
        After = "after",
        /// About.
        Approx = "approx",
        /// Less than.
        LessThan = "less_than",
        /// More than.
        MoreThan = "more_than",
    }
}
