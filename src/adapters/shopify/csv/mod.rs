//! stub
use super::Known;
use crate::{
    application::{facts::FactSet, import::*},
    domain::time::Timestamp,
};
/// x
pub struct ProductCsv;
impl ProductCsv {
    /// x
    pub fn new(_: Known) -> Self {
        Self
    }
    /// x
    pub fn begin_file(
        &mut self,
        _f: u32,
        _h: &[&str],
        _a: Timestamp,
        _r: &mut ImportReport,
    ) -> Result<(), String> {
        Ok(())
    }
    /// x
    pub fn row(
        &mut self,
        _p: Place,
        _f: &[&str],
        _raw: &str,
        _r: &mut ImportReport,
    ) -> Result<(), ImportError> {
        Ok(())
    }
    /// x
    pub fn finish(self, _: &FactSet, _r: &mut ImportReport) -> Result<Vec<Gathered>, ImportError> {
        Ok(vec![])
    }
}
