//! Which tests are built and run together.

/// A set of tests, as cargo selects it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Suite {
    /// The packages; the whole workspace where none is named.
    pub(crate) packages: Vec<String>,
    /// Features that are switched on beside the usual ones.
    pub(crate) features: Vec<String>,
    /// Targets in `tests/`; where none is named all of them, and unit tests.
    pub(crate) targets: Vec<String>,
    /// Unit tests beside the targets that are named.
    pub(crate) units: bool,
    /// Parts of the names of the tests that run; all where there is none.
    pub(crate) names: Vec<String>,
    /// The tests in the documentation too.
    pub(crate) documentation: bool,
}

impl Suite {
    /// Returns the options by which cargo selects these executables.
    pub(crate) fn selection(&self) -> Vec<String> {
        let mut options = self.scope();
        if self.units {
            options.extend(["--lib", "--bins"].map(str::to_owned));
        }
        for target in &self.targets {
            options.extend(["--test".to_owned(), target.clone()]);
        }
        if self.targets.is_empty() && !self.units {
            options.push("--tests".to_owned());
        }
        options
    }

    /// Returns the options by which cargo selects packages and features.
    pub(crate) fn scope(&self) -> Vec<String> {
        let mut options = Vec::new();
        for package in &self.packages {
            options.extend(["-p".to_owned(), package.clone()]);
        }
        if self.packages.is_empty() {
            options.push("--workspace".to_owned());
        }
        options.extend(self.switches());
        options
    }

    /// Returns the options by which cargo switches on the features.
    pub(crate) fn switches(&self) -> Vec<String> {
        let features = self.features.iter();
        features
            .flat_map(|feature| ["--features".to_owned(), feature.clone()])
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(words: &[&str]) -> Vec<String> {
        words.iter().map(|word| (*word).to_owned()).collect()
    }

    #[test]
    fn cargo_selects_what_the_suite_has() {
        let all = Suite::default();
        assert_eq!(all.selection(), ["--workspace", "--tests"]);
        let quick = Suite {
            units: true,
            targets: words(&["golden"]),
            ..Suite::default()
        };
        let expected = ["--workspace", "--lib", "--bins", "--test", "golden"];
        assert_eq!(quick.selection(), expected);
        let one = Suite {
            packages: words(&["a"]),
            features: words(&["x"]),
            targets: words(&["t"]),
            ..Suite::default()
        };
        let expected = ["-p", "a", "--features", "x", "--test", "t"];
        assert_eq!(one.selection(), expected);
    }
}
