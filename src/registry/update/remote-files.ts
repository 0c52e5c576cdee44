const mb = 1024 * 1024;

/** A file as the RIPE NCC publishes it. */
export interface RemoteFile {
	/** Its name, also in the download folder. */
	readonly name: string;
	/** Below REGISTRY_URL. */
	readonly path: string;
	readonly packed: boolean;
	/** More than this is not taken. Several times the size that it had in 2026. */
	readonly maxBytes: number;
	/** About what to expect when it was never fetched before; for the time left only. */
	readonly usualBytes: number;
}

const split = (type: string, usualMb: number): RemoteFile => ({
	name: `ripe.db.${type}.gz`,
	path: `ripe/dbase/split/ripe.db.${type}.gz`,
	packed: true,
	maxBytes: Math.max(256, 8 * usualMb) * mb,
	usualBytes: usualMb * mb,
});

/** The delegations, as plain text; their MD5 lies beside them under the same name with `.md5`. */
export const delegatedFile: RemoteFile = {
	name: "delegated-ripencc-extended-latest",
	path: "pub/stats/ripencc/delegated-ripencc-extended-latest",
	packed: false,
	maxBytes: 256 * mb,
	usualBytes: 18 * mb,
};

/**
 * Everything that an index is built from, the small ones first, so that a wrong address shows at once. The split files have no published
 * checksums (https://ftp.ripe.net/ripe/dbase/split/, November 2026): gzip's own CRC stands for them.
 */
export const remoteFiles: readonly RemoteFile[] = [
	delegatedFile,
	split("organisation", 10),
	split("role", 10),
	split("aut-num", 10),
	split("route6", 5),
	split("route", 15),
	split("inet6num", 60),
	split("inetnum", 300),
];

/** Packed files unpack to at most this many times their size, or they are no registry data (real ones: 6 to 12 times). */
export const maxUnpackFactor = 60;
