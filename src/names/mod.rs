//! Whether two company names mean the same company.
