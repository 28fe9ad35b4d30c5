//! Dates of expiry as day numbers.
//!
//! Proleptic Gregorian calendar, after Howard Hinnant's `days_from_civil` and
//! `civil_from_days` (public domain), for the years that registers hold.

/// Days since 1970-01-01 of a `YYYY-MM-DD`, from 1970 on.
pub(super) fn day_number(date: &str) -> Option<u32> {
    let bytes = date.as_bytes();
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    let digits = |range: std::ops::Range<usize>| -> Option<i64> {
        bytes[range].iter().try_fold(0, |n, b| b.is_ascii_digit().then(|| n * 10 + i64::from(b - b'0')))
    };
    let (year, month, day) = (digits(0..4)?, digits(5..7)?, digits(8..10)?);
    let y = if month <= 2 { year - 1 } else { year };
    let era = y.div_euclid(400);
    let year_of_era = y - era * 400;
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let days = era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468;
    let days = u32::try_from(days).ok()?;
    // A date that does not exist comes back as another one.
    (date_text(days) == date).then_some(days)
}

/// The `YYYY-MM-DD` of a number of days since 1970-01-01.
pub(super) fn date_text(days: u32) -> String {
    let z = i64::from(days) + 719_468;
    let era = z / 146_097;
    let day_of_era = z % 146_097;
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_days() {
        let table = [("1970-01-01", 0), ("1970-03-01", 59), ("2000-02-29", 11_016), ("2031-05-12", 22_411)];
        for (text, days) in table {
            assert_eq!(day_number(text), Some(days), "{text}");
            assert_eq!(date_text(days), text);
        }
    }

    #[test]
    fn no_such_day() {
        for text in
            ["2031-02-29", "2031-13-01", "2031-00-10", "1969-12-31", "2031-5-12", "12.05.2031", "", "２０３１-05-12"]
        {
            assert_eq!(day_number(text), None, "{text}");
        }
    }

    #[test]
    fn every_day_comes_back() {
        for days in 0..60_000 {
            assert_eq!(day_number(&date_text(days)), Some(days));
        }
    }
}
