//! Generated code is what its schema gives.

use std::path::Path;

/// Generates the code of a schema, as it is committed.
fn generate(folder: &Path, name: &str, parent: &[&str]) -> String {
    let directory = tempfile::tempdir().unwrap();
    let parent = parent.iter().map(|part| (*part).to_owned()).collect();
    capnpc::CompilerCommand::new()
        .src_prefix(folder)
        .file(folder.join(format!("{name}.capnp")))
        .output_path(directory.path())
        .default_parent_module(parent)
        .run()
        .expect("capnp, the Cap'n Proto compiler (apt-get install capnproto; make setup does it where it may)");
    std::fs::read_to_string(directory.path().join(format!("{name}_capnp.rs"))).unwrap()
}

/// The code without what another version of the compiler writes otherwise: its name, and the schema that it parsed, in
/// which later versions also say where in the text each part stands.
fn essence(code: &str) -> Vec<&str> {
    let mut is_node = false;
    let kept = code.lines().filter(|line| {
        is_node |= line.contains("ENCODED_NODE: ");
        let is_kept = !is_node && !line.starts_with("// capnp binary version");
        is_node &= !line.trim_start().starts_with("];");
        is_kept
    });
    kept.collect()
}

/// Who changes a schema asks for its code.
fn is_to_be_written() -> bool {
    std::env::var_os("VITRINA_UPDATE_CONTRACT").is_some()
}

#[test]
fn committed_code_is_what_the_schemas_give() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let contract = root.join("src/adapters/kafka");
    for (folder, name, parent) in [
        (contract, "catalog", &["adapters", "kafka"][..]),
        (root.join("tests/kafka"), "next", &["kafka"]),
    ] {
        let fresh = generate(&folder, name, parent);
        let path = folder.join(format!("{name}_capnp.rs"));
        if is_to_be_written() {
            std::fs::write(&path, &fresh).unwrap();
        }
        let committed = std::fs::read_to_string(&path).unwrap();
        let (fresh, committed) = (essence(&fresh), essence(&committed));
        let first = fresh.iter().zip(&committed).position(|(a, b)| a != b);
        assert!(
            first.is_none() && fresh.len() == committed.len(),
            "{} is not what {name}.capnp gives, from line {first:?} of what counts; \
             VITRINA_UPDATE_CONTRACT=1 writes it anew",
            path.display()
        );
    }
}
