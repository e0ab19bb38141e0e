using System.Globalization;

namespace BashTool.Commands.Text;

/// <content>What is checked as soon as an option is read.</content>
public sealed partial class DiffCommand
{
    private sealed class Reader
    {
        private static readonly Option[] Parts = [UnchangedGroupFormat, OldGroupFormat, NewGroupFormat, ChangedGroupFormat];
        private static readonly Option[] LineParts = [UnchangedLineFormat, OldLineFormat, NewLineFormat];

        private readonly string?[] groupFormats = new string?[4];
        private bool lastWasDigit;
        private int labels;
        private string? fromFile;
        private string? toFile;
        private string? startingFile;

        public DiffStyle? Style { get; private set; }

        public int Context { get; private set; }

        public bool ExplicitContext { get; private set; }

        /// <summary>From <c>-5</c>; negative if there was none.</summary>
        public int DigitContext { get; private set; } = -1;

        public int Width { get; private set; }

        public int TabSize { get; private set; }

        public int Horizon { get; private set; }

        public string?[] LineFormats { get; } = new string?[3];

        public string[] GroupFormats()
        {
            string? changed = groupFormats[(int)DiffPart.Changed];
            string old = groupFormats[(int)DiffPart.Old] ?? changed ?? "%<";
            string fresh = groupFormats[(int)DiffPart.New] ?? changed ?? "%>";
            return [groupFormats[(int)DiffPart.Unchanged] ?? "%=", old, fresh, changed ?? old + fresh];
        }

        public void Accept(OptionUse use)
        {
            Option option = use.Option;
            int digit = Array.IndexOf(Digits, option);
            if (digit >= 0)
            {
                DigitContext = lastWasDigit ? (int)Math.Min(int.MaxValue / 4, (DigitContext * 10L) + digit) : digit;
            }

            lastWasDigit = digit >= 0;

            if (option == ContextFlag || option == ContextLines || option == ContextLong)
            {
                Lines(DiffStyle.Context, use.Value, option != ContextFlag);
            }
            else if (option == UnifiedFlag || option == UnifiedLines || option == UnifiedLong)
            {
                Lines(DiffStyle.Unified, use.Value, option != UnifiedFlag);
            }
            else if (option == Normal)
            {
                Specify(DiffStyle.Normal);
            }
            else if (option == Ed)
            {
                Specify(DiffStyle.Ed);
            }
            else if (option == ForwardEd)
            {
                Specify(DiffStyle.ForwardEd);
            }
            else if (option == Rcs)
            {
                Specify(DiffStyle.Rcs);
            }
            else if (option == SideBySide || option == SdiffMerge)
            {
                Specify(DiffStyle.SideBySide);
            }
            else if (option == IfDef)
            {
                Specify(DiffStyle.IfThenElse);
                string name = use.Value!;
                Put(ref groupFormats[0], "%=", "-D");
                Put(ref groupFormats[1], $"#ifndef {name}\n%<#endif /* ! {name} */\n", "-D");
                Put(ref groupFormats[2], $"#ifdef {name}\n%>#endif /* {name} */\n", "-D");
                Put(ref groupFormats[3], $"#ifndef {name}\n%<#else /* {name} */\n%>#endif /* {name} */\n", "-D");
            }
            else if (option == LineFormat)
            {
                Specify(DiffStyle.IfThenElse);
                for (int i = 0; i < LineFormats.Length; i++)
                {
                    Put(ref LineFormats[i], use.Value!, "--line-format");
                }
            }
            else if (Array.IndexOf(Parts, option) is var part and >= 0)
            {
                Specify(DiffStyle.IfThenElse);
                Put(ref groupFormats[part], use.Value!, "--" + option.LongNames[0]);
            }
            else if (Array.IndexOf(LineParts, option) is var linePart and >= 0)
            {
                Specify(DiffStyle.IfThenElse);
                Put(ref LineFormats[linePart], use.Value!, "--" + option.LongNames[0]);
            }
            else if (option == Label && ++labels > 2)
            {
                throw new CommandException("too many file label options", Trouble);
            }
            else if (option == FromFile)
            {
                Put(ref fromFile, use.Value!, "--from-file");
            }
            else if (option == ToFile)
            {
                Put(ref toFile, use.Value!, "--to-file");
            }
            else if (option == StartingFile)
            {
                Put(ref startingFile, use.Value!, "-S");
            }
            else if (option == DiffCommand.Width)
            {
                Width = Once(Width, Number(use.Value!, "width", 1), "width");
            }
            else if (option == DiffCommand.TabSize)
            {
                TabSize = Once(TabSize, Number(use.Value!, "tabsize", 1), "tabsize");
            }
            else if (option == HorizonLines)
            {
                Horizon = Math.Max(Horizon, Number(use.Value!, "horizon length", 0));
            }
            else if (option == Color && use.Value is not (null or "always" or "never" or "auto"))
            {
                throw new UsageException($"invalid color '{use.Value}'");
            }
            else if (option == IgnoreMatching || option == ShowFunctionLine)
            {
                Compile(use.Value!);
            }
        }

        private static int Once(int before, int now, string what) =>
            before == 0 || before == now ? now : throw new CommandException($"conflicting {what} options", Trouble);

        // As strtoumax reads, blanks and a sign in front.
        private static int Number(string text, string what, int least)
        {
            ReadOnlySpan<char> digits = text.AsSpan().TrimStart(" \t\n\v\f\r");
            bool negative = digits.StartsWith("-");
            digits = digits.Length > 0 && digits[0] is '-' or '+' ? digits[1..] : digits;
            long value = 0;
            foreach (char c in digits)
            {
                if (!char.IsAsciiDigit(c))
                {
                    throw new UsageException($"invalid {what} '{text}'");
                }

                value = Math.Min(int.MaxValue / 4, (value * 10) + c - '0');
            }

            value = negative && digits.Length > 0 ? -1 : value;
            return text.Length > 0 && digits.Length == 0 ? throw new UsageException($"invalid {what} '{text}'")
                : value >= least ? (int)value : throw new UsageException($"invalid {what} '{text}'");
        }

        private static void Put(ref string? place, string value, string option)
        {
            if (place is not null && place != value)
            {
                throw new CommandException($"conflicting {option} option value '{value}'\ndiff: Try 'diff --help' for more information.", Trouble);
            }

            place = value;
        }

        private void Lines(DiffStyle style, string? value, bool isExplicit)
        {
            int count = value is null ? 3 : Number(value, "context length", 0);
            Specify(style);
            Context = Math.Max(Context, count);
            ExplicitContext |= isExplicit;
        }

        private void Specify(DiffStyle style)
        {
            if (Style is not null && Style != style)
            {
                throw new UsageException("conflicting output style options");
            }

            Style = style;
        }
    }
}
