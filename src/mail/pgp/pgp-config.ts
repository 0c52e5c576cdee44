import { type Config, config, enums } from "openpgp";

/**
 * What we take and write beside the library's own choice: old ElGamal keys are encrypted to as well, nothing is packed (a reader of the
 * finished bytes need not unpack), and no programme's name stands in an armour.
 */
export const pgpConfig: Config = {
	...config,
	rejectPublicKeyAlgorithms: new Set(),
	preferredCompressionAlgorithm: enums.compression.uncompressed,
	showComment: false,
	showVersion: false,
};
