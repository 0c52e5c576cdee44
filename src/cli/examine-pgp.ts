import { type Config, ConfigError } from "../config.ts";
import { bad, type Finding, good } from "../core/setup/finding.ts";
import { signingEnd } from "../mail/pgp/open-signer.ts";
import { pgpOf } from "../main/pgp-of.ts";
import { pgpWords } from "./pgp-words.ts";

const soonMs = 30 * 86_400_000;

/** Whether the OpenPGP key of the settings can sign, and until when; nothing where none is set. */
export async function examinePgp(config: Config): Promise<readonly Finding[]> {
	const words = pgpWords[config.HOTLINE_LANGUAGE];
	try {
		const key = await pgpOf(config);
		if (key === null) return [];
		const { signer, settings } = key;
		const ends = await signingEnd(signer);
		const signs = words.signs(signer.fingerprint, settings.signsPlain);
		if (ends === null) return [good(signs, words.publish)];
		const said = `${signs} ${words.ends(ends.toISOString().slice(0, 10))}`;
		return [ends.getTime() - Date.now() < soonMs ? bad(said, words.endsSoon) : good(said, words.publish)];
	} catch (fault) {
		if (!(fault instanceof ConfigError)) throw fault;
		return [bad(fault.message, words.fixSetting)];
	}
}
