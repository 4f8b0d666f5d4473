import { isShared, saidTitles, sayTitle } from './said-titles';

describe('titles as they are said', () => {
  it.each([
    ['Emma.', 'emma'],
    ['Pride & Prejudice', 'pride and prejudice'],
    ['2001: A Space Odyssey', '2001 a space odyssey'],
    ['Breakfast at Tiffany’s', "breakfast at tiffany's"],
    ['Catch-22', 'catch 22'],
    ['Les Misérables', 'les misérables'],
    ['...', ''],
  ])('are said without punctuation: %s', (title, said) => {
    expect(sayTitle(title)).toBe(said);
  });

  it('are those that sound alike, with the popularity of the best known work in each', () => {
    const work = (domain: string, title: string, popularity: number) => ({ domain, title, popularity });
    expect(
      saidTitles([
        work('Video', 'Emma.', 0.2),
        work('Video', 'Emma', 0.1),
        work('Books', 'Emma', 0.5),
        work('Video', 'Jaws', 0.8),
        work('Video', 'Jaws', 0.1),
        work('Video', '!', 0.1),
        work('Books', '?', 0.1),
      ]),
    ).toEqual([
      { title: 'emma', popularity: { Books: 0.5, Video: 0.2 } },
      { title: 'jaws', popularity: { Video: 0.8 } },
    ]);
  });

  it('are shared when works of several domains have them', () => {
    expect(isShared({ title: 'emma', popularity: { Books: 0.5, Video: 0.2 } })).toBe(true);
    expect(isShared({ title: 'jaws', popularity: { Video: 0.8 } })).toBe(false);
  });
});
