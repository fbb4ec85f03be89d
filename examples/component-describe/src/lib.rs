//! component-describe
