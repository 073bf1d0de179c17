use super::*;

fn flags(values: &[(&'static str, &str)]) -> Flags {
    let values = values
        .iter()
        .map(|(key, value)| (*key, (*value).to_owned()));
    Flags {
        file: None,
        values: values.collect(),
    }
}

fn environment(values: &[(&str, &str)]) -> Vec<(OsString, OsString)> {
    values
        .iter()
        .map(|(name, value)| (name.into(), value.into()))
        .collect()
}

fn file(text: &str) -> tempfile::NamedTempFile {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), text).unwrap();
    file
}

fn error(flags: &Flags, variables: &[(&str, &str)]) -> String {
    Config::merge(flags, environment(variables))
        .unwrap_err()
        .to_string()
}

#[test]
fn flags_win_over_environment_and_environment_over_the_file() {
    let file = file("[limits]\ndepth = 1\ntokens = 1\naliases = 1\n");
    let mut flags = flags(&[("limits.depth", "3")]);
    flags.file = Some(file.path().to_owned());
    let variables = [
        ("VITRINA_LIMITS_DEPTH", "2"),
        ("VITRINA_LIMITS_TOKENS", "2"),
    ];
    let limits = Config::merge(&flags, environment(&variables))
        .unwrap()
        .limits;
    assert_eq!((limits.depth, limits.tokens, limits.aliases), (3, 2, 1));
    assert_eq!(limits.cost, Limits::default().cost);
}

#[test]
fn file_may_be_named_by_the_environment() {
    let file = file("[server]\nlisten = \"0.0.0.0:1\"\n");
    let path = file.path().to_str().unwrap();
    let config = Config::merge(&Flags::default(), environment(&[(FILE_VARIABLE, path)]));
    assert_eq!(config.unwrap().server.listen, "0.0.0.0:1");
}

#[test]
fn unknown_names_are_refused_with_the_nearest_known_one() {
    let error = error(&Flags::default(), &[("VITRINA_LIMITS_DEPHT", "2")]);
    assert!(
        error.contains("did you mean `VITRINA_LIMITS_DEPTH`?"),
        "{error}"
    );
    for (text, hint) in [
        ("[limits]\ndephts = 1\n", "`limits.depth`"),
        ("[limit]\ndepth = 1\n", "`limits.depth`"),
    ] {
        let file = file(text);
        let flags = Flags {
            file: Some(file.path().to_owned()),
            ..Flags::default()
        };
        let error = Config::merge(&flags, []).unwrap_err().to_string();
        assert!(error.contains(hint), "{error}");
    }
}

#[test]
fn wrong_values_are_named_with_where_they_came_from() {
    let none = Flags::default();
    for (variable, text, reason) in [
        ("VITRINA_LIMITS_DEPTH", "deep", "a whole number is expected"),
        ("VITRINA_LIMITS_DEPTH", "-1", "invalid value"),
        (
            "VITRINA_GRAPHIQL_ENABLED",
            "yes",
            "true or false is expected",
        ),
        ("VITRINA_LOG_FORMAT", "xml", "unknown variant `xml`"),
    ] {
        let error = error(&none, &[(variable, text)]);
        assert!(
            error.starts_with(&format!("{variable}: `{text}`")),
            "{error}"
        );
        assert!(error.contains(reason), "{error}");
    }
    let error = error(&flags(&[("limits.depth", "x")]), &[]);
    assert!(error.starts_with("--limit-depth: `x`"), "{error}");
    let file = file("[limits]\ndepth = \"x\"\n");
    let flags = Flags {
        file: Some(file.path().to_owned()),
        ..Flags::default()
    };
    let error = Config::merge(&flags, []).unwrap_err().to_string();
    assert!(error.contains("line 2"), "{error}");
}

#[test]
fn variables_of_kubernetes_service_links_are_left_alone() {
    let links = [
        ("VITRINA_SERVICE_HOST", "10.0.0.1"),
        ("VITRINA_SERVICE_PORT_HTTP", "8080"),
        ("VITRINA_PORT", "tcp://10.0.0.1:8080"),
        ("VITRINA_PORT_8080_TCP", "tcp://10.0.0.1:8080"),
    ];
    let config = Config::merge(&Flags::default(), environment(&links)).unwrap();
    assert_eq!(config, Config::default());
}

#[test]
fn every_setting_is_a_flag() {
    let command = <Flags as clap::Args>::augment_args(Command::new("vitrina"));
    command.clone().debug_assert();
    let arguments = ["vitrina", "--listen", "[::]:80", "--limit-ids", "3"];
    let matches = command.try_get_matches_from(arguments).unwrap();
    let flags = <Flags as clap::FromArgMatches>::from_arg_matches(&matches).unwrap();
    let config = Config::merge(&flags, []).unwrap();
    assert_eq!(
        (config.server.listen.as_str(), config.limits.ids),
        ("[::]:80", 3)
    );
}

#[test]
fn table_of_settings_is_the_configuration() {
    let Value::Table(sections) = Value::try_from(Config::default()).unwrap() else {
        panic!()
    };
    let mut of_config: Vec<String> = Vec::new();
    for (section, values) in &sections {
        let Value::Table(values) = values else {
            panic!("{section} is no section")
        };
        of_config.extend(values.keys().map(|name| format!("{section}.{name}")));
    }
    let mut of_table: Vec<&str> = SETTINGS.iter().map(|setting| setting.key).collect();
    of_config.sort_unstable();
    of_table.sort_unstable();
    assert_eq!(of_config, of_table);
}

#[test]
fn documented_table_is_the_table_of_settings() {
    let rows = SETTINGS.iter().map(|setting| {
        format!(
            "| `{}` | `{}` | `--{}` | `{}` | {} |",
            setting.key,
            setting.variable(),
            setting.flag,
            setting.default(),
            setting.help,
        )
    });
    let expected: Vec<String> = rows.collect();
    let documented: Vec<&str> = include_str!("../../docs/configuration.md")
        .lines()
        .filter(|line| line.starts_with("| `"))
        .collect();
    assert_eq!(documented, expected, "expected:\n{}", expected.join("\n"));
}
