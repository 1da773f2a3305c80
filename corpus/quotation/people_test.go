package quotation

import "testing"

func TestDescribedNames(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"headline first", "Emotional Ada Lind thanks fans\nThe singer Ada Lind said: “Thank you all.”\n“I am tired,” Lind said.", "Ada Lind"},
		{"headline last", "The singer Ada Lind said: “Thank you all.”\nEmotional Ada Lind thanks fans\n“I am tired,” Lind said.", "Ada Lind"},
		{"compound", "“No,” said the Crown-appointed Ada Lind. “Never,” Ada Lind said later.", "Ada Lind"},
		{"a name of three words", "Recep Tayyip Falk left.\n“No,” Recep Tayyip Falk said. “Never,” Falk said.", "Recep Tayyip Falk"},
	} {
		t.Run(test.name, func(t *testing.T) {
			found := Find(test.text, nil, Options{})
			for _, q := range found.Quotations {
				if q.Speaker != test.want {
					t.Errorf("%q says %s", q.Speaker, q.Content.Of(test.text))
				}
			}
			if len(found.Quotations) < 2 {
				t.Errorf("%d statements", len(found.Quotations))
			}
		})
	}
}
