import { enums, type PublicKey, type Subkey } from "openpgp";

const maxSubkeys = 32;
const maxNames = 64;
const maxSignatures = 128;
const maxRsaBits = 8_192;
/** Reckoned in plain JavaScript, where longer ones take seconds. */
const maxElGamalBits = 4_096;
const maxExponentBytes = 8;
const maxOrderBytes = 64;
/** Room for the keys that withstand quantum computers. */
const maxParameterBytes = 4_096;

/** Whether a key has more in it than keys of people have, so that reckoning with it could take long. */
export function isOutsized(key: PublicKey): boolean {
	const signatures = [...key.users, ...key.subkeys, key].map(signaturesOf).reduce((sum, count) => sum + count, 0);
	if (key.subkeys.length > maxSubkeys || key.users.length > maxNames) return true;
	return signatures > maxSignatures || [key, ...key.subkeys].some(hasOddNumbers);
}

function signaturesOf(part: PublicKey["users"][number] | Subkey | PublicKey): number {
	if ("bindingSignatures" in part) return part.bindingSignatures.length + part.revocationSignatures.length;
	if ("selfCertifications" in part) return part.selfCertifications.length + part.revocationSignatures.length;
	// There, though the library's types don't say so.
	const { directSignatures = [] } = part as { readonly directSignatures?: readonly unknown[] };
	return directSignatures.length + part.revocationSignatures.length;
}

function hasOddNumbers({ keyPacket }: PublicKey | Subkey): boolean {
	const numbers = (keyPacket.publicParams ?? {}) as Readonly<Record<string, unknown>>;
	const bytes = (name: string) => (numbers[name] instanceof Uint8Array ? numbers[name].length : 0);
	if (Object.keys(numbers).some((name) => bytes(name) > maxParameterBytes)) return true;
	switch (keyPacket.algorithm) {
		case enums.publicKey.rsaEncryptSign:
		case enums.publicKey.rsaEncrypt:
		case enums.publicKey.rsaSign:
			return bytes("n") * 8 > maxRsaBits || bytes("e") > maxExponentBytes;
		case enums.publicKey.elgamal:
		case enums.publicKey.dsa:
			return ["p", "g", "y"].some((name) => bytes(name) * 8 > maxElGamalBits) || bytes("q") > maxOrderBytes;
		default:
			return false;
	}
}
