//! The parts of a file by their place: file, core module or wrapper, section, crate,
//! function.

use std::collections::HashMap;

use greentic_size_model::{File, Kind, PartId, Section};
use serde::Serialize;

/// The category of a node, by which the page counts and colours it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Category {
    /// Code sections.
    Code,
    /// Data sections.
    Data,
    /// Declarations of core modules.
    Core,
    /// Parts around core modules.
    Wrapper,
    /// Custom sections.
    Custom,
}

impl Category {
    pub(super) const ALL: [Self; 5] = [
        Self::Code,
        Self::Data,
        Self::Core,
        Self::Wrapper,
        Self::Custom,
    ];
}

/// The kind of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Sort {
    File,
    Module,
    Component,
    Wrapper,
    Section,
    Crate,
    Function,
    Data,
    Item,
}

impl Sort {
    /// The labels for people. The page finds each by its position here.
    pub(super) const LABELS: [&'static str; 9] = [
        "file",
        "core module",
        "component",
        "wrapper",
        "section",
        "crate",
        "function",
        "data segment",
        "item",
    ];
}

/// Bytes at one place.
#[derive(Debug)]
pub(super) struct Node {
    /// The number of the node that contains it, which is smaller than its own. The file
    /// contains itself.
    pub(super) parent: usize,
    pub(super) sort: Sort,
    pub(super) category: Category,
    pub(super) name: String,
    /// The bytes, with those of all nodes in it.
    pub(super) bytes: u64,
    /// The number of parts of the file in it, for functions and other leaves.
    pub(super) parts: usize,
}

/// A tree of nodes; the first one is the file.
#[derive(Debug)]
pub(super) struct Tree {
    pub(super) nodes: Vec<Node>,
    places: HashMap<(usize, Sort, String), usize>,
}

impl Tree {
    /// Reads the tree of a file.
    pub(super) fn of(file: &File<'_>, name: &str) -> Self {
        let whole = match file.model()[PartId::FILE].kind {
            Kind::Module => Category::Core,
            _ => Category::Wrapper,
        };
        let root = Node {
            parent: 0,
            sort: Sort::File,
            category: whole,
            name: name.to_owned(),
            bytes: 0,
            parts: 0,
        };
        let mut tree = Self {
            nodes: vec![root],
            places: HashMap::new(),
        };
        let mut containers = HashMap::from([(PartId::FILE, 0)]);
        let mut numbers = [0_usize; 2];
        for (part, one) in file.model().parts() {
            if part != PartId::FILE && matches!(one.kind, Kind::Module | Kind::Component) {
                let place = tree.container(file, part, &containers, &mut numbers);
                containers.insert(part, place);
            }
            let bytes = file.model().own(part);
            if bytes > 0 {
                let leaf = tree.leaf(file, part, containers[&file.model().container(part)]);
                tree.nodes[leaf].parts += 1;
                tree.nodes[leaf].bytes += bytes;
            }
        }
        // Parents come first, so the walk goes backwards.
        for place in (1..tree.nodes.len()).rev() {
            let Node { parent, bytes, .. } = tree.nodes[place];
            tree.nodes[parent].bytes += bytes;
        }
        tree
    }

    /// Returns the bytes of each category.
    pub(super) fn shares(&self) -> [u64; 5] {
        let mut shares = [0; 5];
        let mut inside = vec![0; self.nodes.len()];
        for node in &self.nodes[1..] {
            inside[node.parent] += node.bytes;
        }
        for (node, inside) in self.nodes.iter().zip(inside) {
            shares[node.category as usize] += node.bytes - inside;
        }
        shares
    }

    /// Returns the node of a core module, or of a component within a component.
    fn container(
        &mut self,
        file: &File<'_>,
        part: PartId,
        containers: &HashMap<PartId, usize>,
        numbers: &mut [usize; 2],
    ) -> usize {
        let one = &file.model()[part];
        let module = one.kind == Kind::Module;
        let around = containers[&file.model().container(one.parent)];
        let number = &mut numbers[usize::from(module)];
        let label = match file.names().module_name(part) {
            Some(name) => format!("{} {number}: {name}", one.kind.label()),
            None => format!("{} {number}", one.kind.label()),
        };
        *number += 1;
        let (sort, category) = if module {
            (Sort::Module, Category::Core)
        } else {
            (Sort::Component, Category::Wrapper)
        };
        self.node(around, sort, category, label)
    }

    /// Returns the node for the own bytes of a part.
    fn leaf(&mut self, file: &File<'_>, part: PartId, container: usize) -> usize {
        let model = file.model();
        let one = &model[part];
        let module = model[model.container(part)].kind == Kind::Module;
        let (mut around, plain) = if module {
            (container, Category::Core)
        } else {
            (
                self.node(
                    container,
                    Sort::Wrapper,
                    Category::Wrapper,
                    "wrapper".to_owned(),
                ),
                Category::Wrapper,
            )
        };
        let Some(section) = model.section(part) else {
            return self.node(around, Sort::Item, plain, "header".to_owned());
        };
        let category = match section {
            Section::Custom => Category::Custom,
            Section::Code => Category::Code,
            Section::Data => Category::Data,
            _ => plain,
        };
        if section == Section::Custom {
            if !module {
                around = container;
            }
            let all = self.node(
                around,
                Sort::Section,
                category,
                "custom sections".to_owned(),
            );
            let name = match one.kind {
                Kind::Section(_) => one.name.as_deref().unwrap_or_default().to_owned(),
                _ => file.label(part),
            };
            return self.node(all, Sort::Item, category, name);
        }
        let place = self.node(around, Sort::Section, category, section.label().to_owned());
        match one.kind {
            Kind::Section(_) => self.node(place, Sort::Item, category, "headers".to_owned()),
            Kind::Function => {
                let Some(named) = file.names().function(part) else {
                    let unnamed = self.node(place, Sort::Crate, category, "(no crate)".to_owned());
                    return self.node(unnamed, Sort::Function, category, file.label(part));
                };
                let of = named.crate_name().unwrap_or("(no crate)");
                let of = self.node(place, Sort::Crate, category, of.to_owned());
                self.node(of, Sort::Function, category, named.generic())
            }
            Kind::Data => self.node(place, Sort::Data, category, file.label(part)),
            // The section says what it is.
            _ => match &one.name {
                Some(name) => self.node(place, Sort::Item, category, name.to_string()),
                None => self.node(place, Sort::Item, category, file.label(part)),
            },
        }
    }

    /// Returns the node of this name in another one, and makes it if it is new.
    fn node(&mut self, parent: usize, sort: Sort, category: Category, name: String) -> usize {
        let next = self.nodes.len();
        let key = (parent, sort, name);
        if let Some(place) = self.places.get(&key) {
            return *place;
        }
        self.nodes.push(Node {
            parent,
            sort,
            category,
            name: key.2.clone(),
            bytes: 0,
            parts: 0,
        });
        self.places.insert(key, next);
        next
    }
}
