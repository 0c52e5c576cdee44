import { randomBytes, randomInt, scrypt, timingSafeEqual } from "node:crypto";

const digits = 6;
const hashBytes = 32;

/** Six digits, each as likely as any other. */
export function newCode(): string {
	return String(randomInt(10 ** digits)).padStart(digits, "0");
}

/** `salt:hash` of a code, slow to compute (scrypt): who reads it in the database can't try a million codes before it ends. */
export async function hashCode(code: string): Promise<string> {
	const salt = randomBytes(16);
	return `${salt.toString("hex")}:${(await slowHash(code, salt)).toString("hex")}`;
}

/** Whether a typed code, white space in it left aside, is the one with that hash. Takes as long for any code. */
export async function isCode(typed: string, hash: string): Promise<boolean> {
	const [salt = "", wanted = ""] = hash.split(":");
	const given = await slowHash(typed.replace(/\s+/g, ""), Buffer.from(salt, "hex"));
	const expected = Buffer.from(wanted, "hex");
	return expected.length === given.length && timingSafeEqual(given, expected);
}

function slowHash(code: string, salt: Uint8Array): Promise<Buffer> {
	return new Promise((resolve, reject) => {
		scrypt(code, salt, hashBytes, (fault, key) => (fault === null ? resolve(key) : reject(fault)));
	});
}
