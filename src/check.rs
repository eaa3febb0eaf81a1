//! temporary
mod facts;
mod prose;
