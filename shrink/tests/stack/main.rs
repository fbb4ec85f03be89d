//! How much stack components take at worst.

mod compiled;
mod components;
mod hostile;
mod made_up;
mod measured;
mod shapes;
