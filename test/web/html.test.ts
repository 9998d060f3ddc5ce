import assert from "node:assert/strict";
import { test } from "node:test";
import { html, trusted } from "../../src/web/html.ts";

test("every value is text, in content and in attributes", () => {
  const evil = `"><script>alert('1')</script>&`;
  assert.equal(
    html`<a title="${evil}">${evil}</a>`.html,
    '<a title="&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;">&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;</a>',
  );
});

test("parts and lists are put in as they are, absent values not at all, and 0 is a value", () => {
  const rows = [html`<li>${1}</li>`, html`<li>${0}</li>`];
  assert.equal(
    html`<ul>${rows}${null}${undefined}${false}</ul>`.html,
    "<ul><li>1</li><li>0</li></ul>",
  );
  assert.equal(html`${trusted("<b>x</b>")}`.html, "<b>x</b>");
});
