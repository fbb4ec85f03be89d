//! Two revisions of a package, which both interfaces only use.
greentic_guest::component! {
    import pack_export::v0_4::pack_exec as Exec,
    import rev_0_4_113::pack_export::v0_4::pack_queries as Queries,
}

fn main() {}
