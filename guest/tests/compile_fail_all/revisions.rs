//! Two revisions of a package give one name to different types.
greentic_guest::component! {
    import component::v0_5::control as Control,
    import rev_0_4_113::component::v0_5::control as OtherControl,
}

fn main() {}
