import type { Instant } from "../core/instant.ts";

/** Name of the index in the registry's folder. */
export const indexFileName = "registry.index";

/** Raised with every change of the file; an index of another version is not read. */
export const formatVersion = 1;

/** A file that an index was made of. */
export interface IndexSource {
	readonly name: string;
	readonly bytes: number;
	/** When it was last modified. */
	readonly modified: Instant;
}

/** What an index says of itself. */
export interface IndexInfo {
	/** When the data is from: the time of the oldest split file. */
	readonly asOf: Instant;
	/** The only country it was made for (ISO 3166 alpha-2), or null: all. */
	readonly country: string | null;
	readonly counts: IndexCounts;
	readonly sources: readonly IndexSource[];
	/** Size of the index. */
	readonly bytes: number;
}

/** Number of objects that were read, by type; then what became of the networks. */
export interface IndexCounts {
	readonly inetnum: number;
	readonly inet6num: number;
	readonly organisation: number;
	readonly role: number;
	readonly "aut-num": number;
	readonly route: number;
	readonly route6: number;
	/** Lines of the delegated statistics with a country; 0 when they were not at hand. */
	readonly delegated: number;
	/** Networks that cross another one instead of lying in it. */
	readonly crossing: number;
	/** Networks that the index holds. */
	readonly networks: number;
	/** Of them, those with a mailbox. */
	readonly withMailbox: number;
}

/*
 * The file: a fixed start (magic, byte order, version, length and checksum of the description, length of the file), the description as
 * JSON, then the sections, each at a multiple of 8. Numbers are little-endian.
 *
 * Hot (read at open): per version the stretches of addresses with the number of the range that holds each, the routes, the
 * contacts' tables, and the place and checksum of each block of records. Cold (read by position): the records of the ranges, 64 to a
 * block. A range's number is its record's place, from 1: IPv4 by first address, the wider first, then IPv6.
 */

export const magic = "MKREGIX\n";
/** Written in the machine's byte order. */
export const byteOrderMark = 0x01020304;
/** Magic, byte order, version, length and checksum (CRC-32) of the description, length of the file (8 bytes). */
export const startBytes = 32;
/** Room for the start and the description. */
export const headBytes = 16 * 1024;

export const recordsPerBlock = 64;

export type Version = 4 | 6;

/** Names of the sections. */
export const sectionNames = [
	/** Position of the first stretch in each block of 65,536 addresses; one more than there are blocks. */
	"index4",
	/** Low 16 bits of each stretch's first address. */
	"starts4",
	"owners4",
	/** Top two words of each stretch's first address, then the low ones of those stretches where they are not zero, with their places. */
	"high6",
	"middle6",
	"owners6",
	"lowAt6",
	"low6",
	/** For each version: where each block of records begins (one more than there are), its checksum, the records. */
	"blocks4",
	"sums4",
	"records4",
	"blocks6",
	"sums6",
	"records6",
	/** Numbers of ranges that cross others. */
	"crossing",
	/** Sorted as ranges are; `above`: the route that holds this one, from 1. An origin of 0: they differ. */
	"routeFirst4",
	"routeLength4",
	"routeOrigin4",
	"routeAbove4",
	"routeFirst6",
	"routeLength6",
	"routeOrigin6",
	"routeAbove6",
	/** Where each entry begins, and the entries. */
	"organisationAt",
	"organisations",
	"roleAt",
	"roles",
	"autNumbers",
	"autNumAt",
	"autNums",
	/** Lists of further contacts; a record names its place. */
	"others",
] as const;
export type SectionName = (typeof sectionNames)[number];

export interface Section {
	readonly name: SectionName;
	readonly offset: number;
	readonly bytes: number;
	/** CRC-32. */
	readonly sum: number;
}

/** The description, as JSON. */
export interface Description extends IndexInfo {
	/** Ranges of each version. */
	readonly ranges: Readonly<Record<Version, number>>;
	readonly sections: readonly Section[];
}

/** Bits of a record's first byte; the two highest are the steps of the climb, 3 = a number follows. */
export const recordBits = { org: 1, role: 2, others: 4, leaf: 8, countries: 16, found: 32, stepsShift: 6 } as const;
