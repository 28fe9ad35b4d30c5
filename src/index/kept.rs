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

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::index::format::Column;

    /// A row: its byte, of which the low bits say how many numbers it has, and these.
    fn pass<'a>([first, numbers]: &mut [Reader<'a>; 2]) -> Result<Vec<u32>, SegmentError> {
        let count = first.byte()? % 4;
        (0..count).map(|_| numbers.varint()).collect()
    }

    proptest::proptest! {
        #[test]
        fn a_row_is_what_it_was_when_all_were_read(
            rows in proptest::collection::vec((proptest::num::u8::ANY, proptest::array::uniform3(0usize..1 << 20)), 0..200),
        ) {
            let [mut first, mut numbers] = <[Column; 2]>::default();
            for (byte, row) in &rows {
                first.0.push(*byte);
                row[..usize::from(byte % 4)].iter().for_each(|number| numbers.varint(*number));
            }
            let mut left = [first.reader(), numbers.reader()];
            let mut kept = Kept::new(&left, rows.len());
            let read: Vec<Vec<u32>> = (0..rows.len()).map(|row| {
                kept.note(row, &left);
                pass(&mut left).expect("a row")
            }).collect();
            for (row, (byte, _)) in rows.iter().enumerate().rev() {
                proptest::prop_assert_eq!(kept.first(row as u32), *byte);
                proptest::prop_assert_eq!(&pass(&mut kept.at(row as u32, pass)).expect("a row"), &read[row]);
            }
        }
    }
}
