/** The Python of an analyst: `python()` is an executable whose `import duckdb` has the version of our own DuckDB. */

export { pythonWithDuckdb as python } from '../../scripts/test-python.mjs';
