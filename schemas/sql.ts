/** A text as an SQL literal, for statements that take no parameters. */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/**
 * How Parquet is written: a dictionary of a column with more words than that takes longer to make than it saves, and nobody looks a serial number up in
 * a bloom filter of words.
 */
export const parquetOptions = 'FORMAT parquet, DICTIONARY_SIZE_LIMIT 1000, WRITE_BLOOM_FILTER false';
