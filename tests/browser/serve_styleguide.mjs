// Serves the style guide as build/styleguide-page writes it, with the assets of the build, on a free loopback port.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";

const root = new URL("../../", import.meta.url).pathname;
const build = process.env.KYOTEN_BUILD ?? root + "build";

// The same policy as the real server's: nothing inline.
const csp = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'";

export async function serveStyleguide(autosave = () => ({ state: "saved", at: "11:58:31", revision: 4 })) {
  const files = {
    "/assets/app.css": ["text/css", readFileSync(build + "/assets/app.css")],
    "/assets/kyoten.js": ["text/javascript", readFileSync(root + "assets/kyoten.js")],
  };
  const server = createServer(async (rq, rs) => {
    let body = "";
    for await (const chunk of rq) body += chunk;
    const { pathname, searchParams } = new URL(rq.url, "http://localhost");
    if (rq.method === "POST") {
      const answer = autosave(Object.fromEntries(new URLSearchParams(body)), rq.headers);
      if (!answer) return rq.socket.destroy();
      rs.writeHead(200, { "content-type": "application/json" });
      return rs.end(JSON.stringify(answer));
    }
    const [type, content] = files[pathname]
      ?? ["text/html", execFileSync(build + "/styleguide-page", [searchParams.get("lang") ?? "ja"])];
    rs.writeHead(200, { "content-type": type + "; charset=utf-8", "content-security-policy": csp });
    rs.end(content);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return {
    address: `http://127.0.0.1:${server.address().port}/styleguide`,
    stop: () => new Promise((done) => { server.closeAllConnections(); server.close(done); }),
  };
}
