//! The references of code and expressions.

use std::convert::Infallible;

use wasm_encoder::Instruction;
use wasm_encoder::reencode::{Error, Reencode, utils};
use wasmparser::{ConstExpr, ElementItems, FunctionBody, Operator};

use super::ModuleRefusal;
use super::space::{ItemIndex, Space};

/// Collects every index that it is shown, in the order of the file.
#[derive(Default)]
pub(crate) struct Uses {
    /// The items that were referred to, as often as they were.
    pub(crate) items: Vec<ItemIndex>,
    /// Functions that `ref.func` makes a reference of; a part of `items`.
    pub(crate) references: Vec<u32>,
}

impl Uses {
    /// Collects the references of a function, those of the types of its locals
    /// included.
    ///
    /// # Errors
    /// When the code cannot be parsed.
    pub(crate) fn body(&mut self, body: &FunctionBody<'_>) -> Result<(), ModuleRefusal> {
        for local in body.get_locals_reader()? {
            self.val_type(local?.1)?;
        }
        let mut operators = body.get_operators_reader()?;
        while !operators.eof() {
            self.instruction(operators.read()?)?;
        }
        Ok(())
    }

    /// Collects the references of a constant expression.
    ///
    /// # Errors
    /// When the expression cannot be parsed.
    pub(crate) fn expression(&mut self, expression: &ConstExpr<'_>) -> Result<(), ModuleRefusal> {
        self.const_expr(expression.clone())?;
        Ok(())
    }

    /// Collects the references of the items of an element segment.
    ///
    /// # Errors
    /// When they cannot be parsed.
    pub(crate) fn elements(&mut self, items: &ElementItems<'_>) -> Result<(), ModuleRefusal> {
        if let ElementItems::Functions(functions) = items {
            for function in functions.clone() {
                let function = function?;
                self.references.push(function);
                self.items.push((Space::Function, function));
            }
        } else {
            self.element_items(items.clone())?;
        }
        Ok(())
    }

    /// Takes down one index.
    fn add(&mut self, space: Space, item: u32) -> u32 {
        self.items.push((space, item));
        item
    }
}

impl Reencode for Uses {
    type Error = Infallible;

    fn type_index(&mut self, item: u32) -> Result<u32, Error> {
        Ok(self.add(Space::Type, item))
    }

    fn function_index(&mut self, item: u32) -> Result<u32, Error> {
        Ok(self.add(Space::Function, item))
    }

    fn table_index(&mut self, item: u32) -> Result<u32, Error> {
        Ok(self.add(Space::Table, item))
    }

    fn memory_index(&mut self, item: u32) -> Result<u32, Error> {
        Ok(self.add(Space::Memory, item))
    }

    fn global_index(&mut self, item: u32) -> Result<u32, Error> {
        Ok(self.add(Space::Global, item))
    }

    fn tag_index(&mut self, item: u32) -> Result<u32, Error> {
        Ok(self.add(Space::Tag, item))
    }

    fn element_index(&mut self, item: u32) -> Result<u32, Error> {
        Ok(self.add(Space::Element, item))
    }

    fn data_index(&mut self, item: u32) -> Result<u32, Error> {
        Ok(self.add(Space::Data, item))
    }

    fn instruction<'a>(&mut self, operator: Operator<'a>) -> Result<Instruction<'a>, Error> {
        if let Operator::RefFunc { function_index } = operator {
            self.references.push(function_index);
        }
        utils::instruction(self, operator)
    }
}
