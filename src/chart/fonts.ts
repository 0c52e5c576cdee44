import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/** What the pictures are set in; the machine's own fonts are never asked. */
export const fontFamily = "Lato";

/** Its files: regular and bold (SIL Open Font License 1.1). */
export const fontFiles: readonly string[] = [
	require.resolve("@expo-google-fonts/lato/400Regular/Lato_400Regular.ttf"),
	require.resolve("@expo-google-fonts/lato/700Bold/Lato_700Bold.ttf"),
];
