const answerMs = 10_000;
const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/;

/** Whether files could be fetched from a host: it answers over https, or http on loopback, whatever it answers. */
export async function hostAnswers(host: string): Promise<boolean> {
	try {
		const url = `${loopback.test(host) ? "http" : "https"}://${host}/`;
		const response = await fetch(url, { method: "HEAD", redirect: "manual", signal: AbortSignal.timeout(answerMs) });
		await response.body?.cancel();
		return true;
	} catch {
		return false;
	}
}
