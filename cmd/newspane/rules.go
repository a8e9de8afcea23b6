package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"newspane/feed"
	"newspane/feed/fold"
)

// ruleRow is a rule in the JSON contract.
type ruleRow struct {
	Name    string   `json:"name"`
	Query   string   `json:"query"`
	Actions []string `json:"actions"`
	On      bool     `json:"on"`
}

func newRules() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "rules",
		Short: "Say what is done with articles by themselves: list rules, or add, try, run, switch, remove them",
		Long: "A rule is a query and what is done with the articles that it selects, once each, when they come: " + feed.RuleLanguage + ".\n" +
			"Rules act in their order; what you do with an article afterwards stays. newspane help query shows the language of queries.",
		Example: "newspane rules preview 'title:sponsored'\nnewspane rules add Sponsored 'title:sponsored' hide\n" +
			"newspane rules add Xinjiang 'xinjiang OR uyghur' tag:asia score:+3 notify\nnewspane rules run Xinjiang",
		Args: cobra.NoArgs,
		RunE: withApp(func(ctx context.Context, a *App, _ *cobra.Command, _ []string) error { return a.listRules(ctx, asJSON) }),
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print JSON lines")
	c.AddCommand(newRuleAdd(), newRulePreview(), newRuleRun(), newRuleRemove(), newRuleSwitch("on", "Switch a rule on: it acts on what comes from now on", true),
		newRuleSwitch("off", "Switch a rule off; what it did stays", false))
	return c
}

func (a *App) listRules(ctx context.Context, asJSON bool) error {
	rules, err := a.Engine.Rules(ctx)
	if err != nil {
		return err
	}
	out := newPrinter(a.Out)
	for _, r := range rules {
		if asJSON {
			row := ruleRow{Name: r.Name.String(), Query: r.Query, Actions: []string{}, On: r.On}
			for _, act := range r.Actions {
				row.Actions = append(row.Actions, act.String())
			}
			out.json(row)
			continue
		}
		state := "on"
		if !r.On {
			state = "off"
		}
		out.row(state, r.Name.String(), r.Query, feed.RuleActions(r.Actions))
	}
	if len(rules) == 0 && !asJSON {
		a.say("There are no rules yet. Add one: newspane rules add NAME QUERY ACTION…")
	}
	return out.flush()
}

func newRuleAdd() *cobra.Command {
	var off bool
	c := &cobra.Command{
		Use:     "add NAME QUERY ACTION…",
		Short:   "Add a rule, or change the one of this name",
		Long:    "Add a rule, or change the one of this name. Actions: " + feed.RuleLanguage + "; tag:asia and score:+3 need no quotes.",
		Example: "newspane rules add Sponsored 'title:sponsored' hide\nnewspane rules add Xinjiang 'xinjiang OR uyghur' tag:asia score:+3 notify",
		Args:    wantsSome(3, "a name, a query and at least one action"),
		RunE: withApp(func(ctx context.Context, a *App, _ *cobra.Command, args []string) error {
			if err := spelled(args[1]); err != nil {
				return err
			}
			actions, err := feed.ParseRuleActions(strings.Join(args[2:], ","))
			if err != nil {
				return usage(err)
			}
			r := feed.SavedRule{Name: feed.Clean(args[0]), On: !off}
			if old, err := a.ruleNamed(ctx, args[0]); err == nil {
				r = old
				r.On = !off
			}
			r.Query, r.Actions = args[1], actions
			if r, err = a.Engine.SaveRule(ctx, r); err != nil {
				return err
			}
			p, err := a.Engine.PreviewRule(ctx, r.Query, 0)
			if err != nil {
				return err
			}
			a.say("%s: %s. It acts on what comes from now on; on stored articles: newspane rules run %s", r.Name, p.Would(r.Actions), strconv.Quote(r.Name.String()))
			return nil
		}),
	}
	c.Flags().BoolVar(&off, "off", false, "add it switched off")
	return c
}

func newRulePreview() *cobra.Command {
	return &cobra.Command{
		Use:     "preview QUERY",
		Short:   "Say how many stored articles a rule would act on, and list the newest of them",
		Example: "newspane rules preview 'title:sponsored'",
		Args:    wantsSome(1, "a query"),
		RunE: withApp(func(ctx context.Context, a *App, _ *cobra.Command, args []string) error {
			typed := strings.Join(args, " ")
			if err := spelled(typed); err != nil {
				return err
			}
			const examples = 20
			p, err := a.Engine.PreviewRule(ctx, typed, examples)
			if err != nil {
				return err
			}
			out := newPrinter(a.Out)
			for i := range p.Examples {
				printHeadline(out, &p.Examples[i], nil, false)
			}
			a.say("A rule %s.", p.Would(nil))
			return out.flush()
		}),
	}
}

// ruleStep is after how many articles a rule that runs says how far it is.
const ruleStep = 20_000

func newRuleRun() *cobra.Command {
	return &cobra.Command{
		Use:   "run NAME",
		Short: "Have a rule act on the stored articles that it has not acted on yet",
		Args:  wants("the name of a rule"),
		RunE: withApp(func(ctx context.Context, a *App, _ *cobra.Command, args []string) error {
			r, err := a.ruleNamed(ctx, args[0])
			if err != nil {
				return err
			}
			next := ruleStep
			run, err := a.Engine.RunRuleTelling(ctx, r.ID, func(done, of int) {
				if done >= next && done < of {
					a.say("newspane: %d of %d; ctrl+c stops", done, of)
					next = done + ruleStep
				}
			})
			if err != nil {
				return err
			}
			if run.Stopped {
				a.say("%s: stopped after %d of %s; acted on %d of them: %s. Run it again to go on.", r.Name, run.Looked, plural(run.Matches, "article"), len(run.Acted), feed.RuleActions(r.Actions))
				return partly()
			}
			a.say("%s: matches %s, acted on %d of them: %s.", r.Name, plural(run.Matches, "article"), len(run.Acted), feed.RuleActions(r.Actions))
			if run.Behind > 0 {
				a.say("newspane: the words of %s are still being indexed; run the rule again later.", plural(run.Behind, "article"))
			}
			return nil
		}),
	}
}

func newRuleRemove() *cobra.Command {
	return &cobra.Command{
		Use:     "remove NAME",
		Aliases: []string{"rm"},
		Short:   "Remove a rule and what it gave to scores; what else it did stays",
		Args:    wants("the name of a rule"),
		RunE: withApp(func(ctx context.Context, a *App, _ *cobra.Command, args []string) error {
			r, err := a.ruleNamed(ctx, args[0])
			if err != nil {
				return err
			}
			_, err = a.Engine.DropRule(ctx, r.ID)
			return err
		}),
	}
}

func newRuleSwitch(word, short string, on bool) *cobra.Command {
	return &cobra.Command{
		Use:   word + " NAME",
		Short: short,
		Args:  wants("the name of a rule"),
		RunE: withApp(func(ctx context.Context, a *App, _ *cobra.Command, args []string) error {
			r, err := a.ruleNamed(ctx, args[0])
			if err != nil {
				return err
			}
			r.On = on
			_, err = a.Engine.SaveRule(ctx, r)
			return err
		}),
	}
}

// ruleNamed returns the rule of a name; case and accents do not count.
func (a *App) ruleNamed(ctx context.Context, name string) (feed.SavedRule, error) {
	rules, err := a.Engine.Rules(ctx)
	if err != nil {
		return feed.SavedRule{}, err
	}
	var names []string
	for _, r := range rules {
		if fold.Text(r.Name.String()) == fold.Text(feed.Clean(name).String()) {
			return r, nil
		}
		names = append(names, r.Name.String())
	}
	if len(names) == 0 {
		return feed.SavedRule{}, usage(errors.New("there are no rules yet; add one: newspane rules add NAME QUERY ACTION…"))
	}
	return feed.SavedRule{}, usage(fmt.Errorf("no rule is called %q; there are %s", feed.Clean(name), strings.Join(names, ", ")))
}
