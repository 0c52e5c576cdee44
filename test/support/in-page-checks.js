// Runs inside the page, so it is plain JavaScript: `page-checks.ts` sends its text over. Gives the faults as a list of words.
(() => {
	const faults = [];
	const shown = (element) => element.checkVisibility({ visibilityProperty: true });
	const about = (element) => element.outerHTML.slice(0, 120);
	const nameOf = (element) => {
		const by = (element.getAttribute("aria-labelledby") ?? "").split(" ").filter((id) => id !== "");
		const labels = element.labels ?? [];
		const words = [
			element.getAttribute("aria-label"),
			...by.map((id) => document.getElementById(id)?.textContent),
			...[...labels].map((label) => label.textContent),
			element.matches("input, select, textarea, progress") ? "" : element.textContent,
		];
		return words.join(" ").trim();
	};
	const named =
		"a[href], button, input, select, textarea, progress, dialog, [role=listbox], [role=menu], [role=feed], nav, aside";
	for (const element of document.querySelectorAll(named))
		if (shown(element) && nameOf(element) === "") faults.push(`no name: ${about(element)}`);
	const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
	for (const id of new Set(ids.filter((each, index) => ids.indexOf(each) !== index))) faults.push(`id twice: ${id}`);
	for (const attribute of ["aria-labelledby", "aria-describedby", "aria-controls", "aria-activedescendant", "for"])
		for (const element of document.querySelectorAll(`[${attribute}]`))
			for (const id of (element.getAttribute(attribute) ?? "").split(" "))
				if (document.getElementById(id) === null) faults.push(`${attribute} to nothing: ${about(element)}`);
	for (const element of document.querySelectorAll("[tabindex]"))
		if (element.tabIndex > 0) faults.push(`tabindex over 0: ${about(element)}`);
	const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
	const bytesOf = (colour) => {
		if (canvas === null) return [0, 0, 0, 0];
		canvas.clearRect(0, 0, 1, 1);
		canvas.fillStyle = colour;
		canvas.fillRect(0, 0, 1, 1);
		return [...canvas.getImageData(0, 0, 1, 1).data];
	};
	const luminance = (colour) => {
		const [red = 0, green = 0, blue = 0] = colour.map((byte) => {
			const part = byte / 255;
			return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
		});
		return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
	};
	const backgroundOf = (start) => {
		for (let element = start; element !== null; element = element.parentElement) {
			const colour = bytesOf(getComputedStyle(element).backgroundColor);
			if (colour[3] === 255) return colour;
		}
		return [255, 255, 255, 255];
	};
	const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	const seen = /* @__PURE__ */ new Set();
	while (walker.nextNode() !== null) {
		const element = walker.currentNode.parentElement;
		const text = walker.currentNode.textContent?.trim() ?? "";
		if (element === null || text === "" || !shown(element)) continue;
		if (element.closest(".hidden, [aria-disabled=true], option, noscript, .side-time") !== null) continue;
		const colour = getComputedStyle(element).color;
		const [a, b] = [luminance(bytesOf(colour)), luminance(backgroundOf(element))].sort((x, y) => y - x);
		const ratio = (a + 0.05) / (b + 0.05);
		const fault = `contrast ${ratio.toFixed(2)} of "${text.slice(0, 30)}" (${element.className || element.tagName})`;
		if (ratio < 4.5 && !seen.has(fault)) faults.push(fault);
		seen.add(fault);
	}
	return faults;
})();
