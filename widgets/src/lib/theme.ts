/** Light or dark: the page's word counts (JupyterLab, VS Code), the system's otherwise. */

export function themeNow(): "light" | "dark" {
  const { jpThemeLight, vscodeThemeKind } = document.body.dataset;
  if (jpThemeLight !== undefined) return jpThemeLight === "false" ? "dark" : "light";
  if (vscodeThemeKind !== undefined) return /dark|high-contrast$/.test(vscodeThemeKind) ? "dark" : "light";
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

/** Tell the theme now and whenever it changes; returns what ends it. */
export function followTheme(tell: (theme: "light" | "dark") => void): () => void {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const changed = () => tell(themeNow());
  const seen = new MutationObserver(changed);
  seen.observe(document.body, { attributes: true, attributeFilter: ["data-jp-theme-light", "data-vscode-theme-kind"] });
  system.addEventListener("change", changed);
  changed();
  return () => {
    seen.disconnect();
    system.removeEventListener("change", changed);
  };
}
