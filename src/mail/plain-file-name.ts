/** A file name that is the same on every system and shows nothing but itself: ASCII letters, digits, `-`, `_`, and single dots amid them. */
export function isPlainFileName(name: string): boolean {
	return name.length <= 120 && /^\w[\w-]*(?:\.[\w-]+)*$/.test(name);
}
