/** What the page says of the server that it came from: Jupyter's, or the console's own. */

interface Server {
  base: string;
  token: string;
}

function server(): Server | null {
  const config = document.getElementById("jupyter-config-data")?.textContent;
  if (config) {
    const { baseUrl = "/", token = "" } = JSON.parse(config) as { baseUrl?: string; token?: string };
    return { base: baseUrl, token };
  }
  const base = document.body.dataset["baseUrl"];
  return base ? { base, token: "" } : null;
}

/** What the two ways of a command are, in words: outside of a notebook there is neither a kernel nor Jupyter. */
export function places(): { server: string; kernel: string } {
  return document.body.dataset["rustybtConsole"] === undefined
    ? { server: "the Jupyter server", kernel: "the kernel" }
    : { server: "the console's server", kernel: "the page's connection" };
}

function cookie(name: string): string {
  const found = document.cookie.split("; ").find((each) => each.startsWith(`${name}=`));
  return found ? decodeURIComponent(found.slice(name.length + 1)) : "";
}

export function pageOf(): string | null {
  const known = server();
  return known && `${known.base}rustybt/`;
}

/** Where the Jupyter server opens a line; null elsewhere. */
export function lineOf(): string | null {
  const known = server();
  if (!known || !document.getElementById("jupyter-config-data")) return null;
  const address = new URL(`${known.base}rustybt/line`, document.baseURI);
  address.protocol = address.protocol.replace("http", "ws");
  if (known.token) address.searchParams.set("token", known.token);
  return address.href;
}

/** Ask our extension of the Jupyter server for something; null where there is no such server. */
export async function post(name: string, body: Record<string, string>): Promise<Record<string, unknown> | null> {
  const known = server();
  if (!known) return null;
  const headers: Record<string, string> = { "Content-Type": "application/json", "X-XSRFToken": cookie("_xsrf") };
  if (known.token) headers["Authorization"] = `token ${known.token}`;
  const answer = await fetch(`${known.base}rustybt/${name}`, {
    method: "POST",
    credentials: "same-origin",
    keepalive: true,
    headers,
    body: JSON.stringify(body),
  });
  const told = (await answer.json().catch(() => ({}))) as Record<string, unknown>;
  if (!answer.ok) throw new Error(String(told["message"] ?? `the server says ${answer.status}`));
  return told;
}
