import { render } from "preact";
import { App } from "./app.tsx";

const root = document.getElementById("root");
if (root === null) throw new Error("no root in the page");
render(<App />, root);
