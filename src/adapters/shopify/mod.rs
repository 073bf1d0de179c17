//! Shopify exports: product CSV and bulk-operation JSONL.
