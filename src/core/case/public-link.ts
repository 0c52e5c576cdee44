/** An http(s) link with a host name, normalised; null for anything else, links to a bare address included. */
export function publicLink(text: string): string | null {
	const url = URL.canParse(text.trim()) ? new URL(text.trim()) : null;
	if (url === null || !/^https?:$/.test(url.protocol) || url.username !== "" || text.length > 500) return null;
	return /^(\[.*\]|[\d.]+)$/.test(url.hostname) || !url.hostname.includes(".") ? null : url.href;
}
