import type { Language } from "../core/language.ts";

/** What the doctor says of the key that mails are signed with. */
export interface PgpWords {
	readonly signs: (fingerprint: string, plainToo: boolean) => string;
	readonly ends: (day: string) => string;
	readonly endsSoon: string;
	readonly publish: string;
	readonly fixSetting: string;
}

export const pgpWords: Readonly<Record<Language, PgpWords>> = {
	en: {
		signs: (fingerprint, plainToo) =>
			`${plainToo ? "All notices" : "Encrypted notices"} are signed with OpenPGP key ${fingerprint}.`,
		ends: (day) => `It ends on ${day}.`,
		endsSoon: "Make it last longer in time: with an expired key nothing goes out that must be signed.",
		publish: "Publish the public key on your website, so that operators can check the signature.",
		fixSetting: "Correct the setting; .env.example says what it is for.",
	},
	nl: {
		signs: (fingerprint, plainToo) =>
			`${plainToo ? "Alle meldingen" : "Versleutelde meldingen"} worden ondertekend met OpenPGP-sleutel ${fingerprint}.`,
		ends: (day) => `Hij loopt af op ${day}.`,
		endsSoon: "Verleng hem op tijd: met een verlopen sleutel gaat er niets meer uit dat ondertekend moet worden.",
		publish: "Zet de publieke sleutel op de website, dan kunnen beheerders de handtekening controleren.",
		fixSetting: "Verbeter de instelling; in .env.example staat waar ze voor is.",
	},
};
