//! Columns that are kept as they stand in the file: few of their rows are ever asked for, and these are read when they are.

use super::format::{Reader, SegmentError};
use std::array;

/// Of every so many rows it is known where in each column they begin.
const STEP: usize = 32;

/// Columns of rows, of which a row has as much in each as it says. The first has a byte of each.
#[derive(Default)]
pub(super) struct Kept {
    columns: Vec<Vec<u8>>,
    /// How far each column was read before every [`STEP`]th row.
    places: Vec<u32>,
}

impl Kept {
    /// Keeps what is left of columns, in which so many rows are to be [noted](Kept::note).
    pub(super) fn new(columns: &[Reader<'_>], rows: usize) -> Kept {
        let places = Vec::with_capacity(rows.div_ceil(STEP) * columns.len());
        Kept { columns: columns.iter().map(|column| column.rest().to_vec()).collect(), places }
    }

    /// Takes note of where a row begins, by what is left of the columns. To be called for each row, in their order.
    #[inline]
    pub(super) fn note(&mut self, row: usize, left: &[Reader<'_>]) {
        if row.is_multiple_of(STEP) {
            self.places.extend(self.columns.iter().zip(left).map(|(column, left)| (column.len() - left.len()) as u32));
        }
    }

    /// The columns from a row on, where `pass` passes over one.
    pub(super) fn at<'a, const COLUMNS: usize, T>(
        &'a self,
        row: u32,
        pass: fn(&mut [Reader<'a>; COLUMNS]) -> Result<T, SegmentError>,
    ) -> [Reader<'a>; COLUMNS] {
        let places = &self.places[row as usize / STEP * COLUMNS..];
        let mut columns = array::from_fn(|at| Reader::new(&self.columns[at][places[at] as usize..]));
        for _ in 0..row as usize % STEP {
            // It was read before.
            let _ = pass(&mut columns);
        }
        columns
    }

    /// The byte that the first column has of a row.
    pub(super) fn first(&self, row: u32) -> u8 {
        self.columns[0][row as usize]
    }
}
