import type { MailWords } from "../../core/notice/mail-words.ts";

const months = [
	...["January", "February", "March", "April", "May", "June"],
	...["July", "August", "September", "October", "November", "December"],
];

export const enMailWords: MailWords = {
	day: (date) => `${Number(date.slice(8, 10))} ${months[Number(date.slice(5, 7)) - 1]} ${date.slice(0, 4)}`,
	columns: { target: "Address", port: "Port", seen: "Last seen (UTC)", count: "Count" },
};
