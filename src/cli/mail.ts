import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Config } from "../config.ts";
import { dkimRecord, zoneLine } from "../core/deliverability/record.ts";
import { makeDkimKey } from "../mail/dkim-key.ts";
import { doctorWords } from "./doctor-words.ts";
import { CliRefusal, type ExitStatus, exitStatus, print } from "./outcome.ts";

export interface DkimKeyFlags {
	/** Name of the key in DNS. */
	readonly selector: string;
	/** File for the private key; must not exist. */
	readonly out: string;
}

/** `mail dkim-key`: makes an RSA key that only its owner can read, and says what to publish and to set. Refuses to write over a file. */
export async function mailDkimKey({ selector, out }: DkimKeyFlags, config: Config): Promise<ExitStatus> {
	const words = doctorWords(config.HOTLINE_LANGUAGE);
	const { MAIL_FROM: from } = config;
	const domain = config.DKIM_DOMAIN ?? from.slice(from.lastIndexOf("@") + 1).toLowerCase();
	const { pem, publicKey } = await makeDkimKey();
	try {
		await writeFile(out, pem, { flag: "wx", mode: 0o600 });
	} catch (cause) {
		const code = cause instanceof Error && "code" in cause ? cause.code : null;
		if (code === "EEXIST") throw new CliRefusal(words.keyExists(out));
		throw new CliRefusal(words.keyNotWritten(out));
	}
	const record = dkimRecord({ selector, domain }, publicKey);
	print(words.keyMade(out));
	print("");
	print(words.recordForForm);
	print(words.recordLines(record));
	print("");
	print(words.recordForZone);
	print(zoneLine(record));
	print("");
	print(words.keySettings);
	print(`DKIM_DOMAIN=${domain}\nDKIM_SELECTOR=${selector}\nDKIM_KEY=${resolve(out)}`);
	return exitStatus.fine;
}
