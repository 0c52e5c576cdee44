/** `1 mail`, `12 mails`; `number` is written out already. */
export function count(number: string, one: string, many: string): string {
	return `${number} ${number === "1" ? one : many}`;
}
