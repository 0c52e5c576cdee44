/** A public web page with a name, in at most so many units: what a platform takes as a button's link. */
export function isWebLink(url: string, maxLength: number): boolean {
	if (url.length > maxLength || /\s/.test(url) || !URL.canParse(url)) return false;
	const { protocol, hostname } = new URL(url);
	return (protocol === "http:" || protocol === "https:") && hostname.includes(".");
}
