import { useLayoutEffect, useState } from "preact/hooks";

export type Theme = "system" | "light" | "dark";

const key = "meldkamer.theme";
const next: Readonly<Record<Theme, Theme>> = { system: "light", light: "dark", dark: "system" };

function kept(): Theme {
	const value = localStorage.getItem(key);
	return value === "light" || value === "dark" ? value : "system";
}

/** Light, dark or as the system; remembered in this browser. */
export function useTheme(): [Theme, () => void] {
	const [theme, setTheme] = useState<Theme>(kept);
	useLayoutEffect(() => {
		document.documentElement.dataset.theme = theme;
		localStorage.setItem(key, theme);
	}, [theme]);
	return [theme, () => setTheme((now) => next[now])];
}
