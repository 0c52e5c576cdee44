import type { MailWords } from "../../core/notice/mail-words.ts";

const months = [
	...["januari", "februari", "maart", "april", "mei", "juni"],
	...["juli", "augustus", "september", "oktober", "november", "december"],
];

export const nlMailWords: MailWords = {
	day: (date) => `${Number(date.slice(8, 10))} ${months[Number(date.slice(5, 7)) - 1]} ${date.slice(0, 4)}`,
	columns: { target: "Adres", port: "Poort", seen: "Laatst gezien (UTC)", count: "Aantal" },
};
