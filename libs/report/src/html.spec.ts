import { html, Html } from './html';

describe('html', () => {
  it('escapes what is put in, in content and in attributes', () => {
    const text = `<script>alert("1")</script> & 'more'`;
    expect(html`<p title="${text}">${text}</p>`.source).toBe(
      '<p title="&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;more&#39;">' +
        '&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;more&#39;</p>',
    );
  });

  it('takes markup as it stands, in lists too, and leaves out what is undefined', () => {
    const items = ['a', '<b>'].map((item) => html`<i>${item}</i>`);
    expect(html`${items}, ${undefined}${new Html('<hr>')}`.source).toBe('<i>a</i><i>&lt;b&gt;</i>, <hr>');
  });

  it('writes numbers, 0 among them', () => {
    expect(html`${0} of ${3}`.source).toBe('0 of 3');
  });
});
