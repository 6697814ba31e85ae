//! What a program prints under several versions, in columns.

use gc_playground::profile::Profile;

/// What one version printed, both streams in their order.
pub struct Printed {
    /// The version.
    pub profile: &'static Profile,
    /// Its output.
    pub text: String,
}

/// A column for each different output, headed by its versions. A row in which the columns differ begins with `*`.
pub fn table(outputs: &[Printed]) -> String {
    let mut columns: Vec<(Vec<&str>, &str)> = Vec::new();
    for Printed { profile, text } in outputs {
        match columns.iter_mut().find(|(_, other)| other == text) {
            Some((names, _)) => names.push(profile.name),
            None => columns.push((vec![profile.name], text)),
        }
    }
    let columns: Vec<Vec<String>> = columns
        .into_iter()
        .map(|(names, text)| {
            let lines = text.lines().map(str::to_string);
            std::iter::once(names.join(", ")).chain(lines).collect()
        })
        .collect();
    let rows = columns.iter().map(Vec::len).max().unwrap_or(0);
    let mut table = String::new();
    for row in 0..rows {
        let cells = columns.iter().map(|lines| lines.get(row));
        let differ = row > 0 && cells.clone().any(|cell| cell != columns[0].get(row));
        let mut line = String::from(if differ { "* " } else { "  " });
        for (cell, lines) in cells.zip(&columns) {
            let width = lines
                .iter()
                .map(|line| line.chars().count())
                .max()
                .unwrap_or(0);
            let cell = cell.map_or("", |cell| cell);
            line.push_str(&format!("{cell:width$}   "));
        }
        table.push_str(line.trim_end());
        table.push('\n');
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_that_differs_is_marked_and_versions_that_agree_share_a_column() {
        let printed = |name: &str, text: &str| Printed {
            profile: Profile::named(name).expect("a version"),
            text: text.into(),
        };
        let outputs = [
            printed("3.10", "6\n[]\n"),
            printed("3.12", "3\n[]\nmore\n"),
            printed("3.13", "3\n[]\nmore\n"),
        ];
        let expected = "  3.10   3.12, 3.13\n* 6      3\n  []     []\n*        more\n";
        assert_eq!(table(&outputs), expected);
    }
}
