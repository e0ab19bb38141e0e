using System.Globalization;
using System.Text;

namespace BashTool.Commands.Ripgrep;

/// <content>From options to settings.</content>
public sealed partial class RgCommand
{
    private static RgSettings ReadSettings(CommandContext context, ParsedArguments a)
    {
        int unrestricted = a.Count(RgOptions.Unrestricted);
        bool On(Option yes, Option no) => a.LastOf(yes, no) == yes;
        bool noIgnore = On(RgOptions.NoIgnore, RgOptions.Ignore) || unrestricted >= 1;
        long both = Number(a, RgOptions.Context, 0);
        bool pretty = a.Has(RgOptions.Pretty);
        bool vimgrep = a.Has(RgOptions.Vimgrep);
        bool column = On(RgOptions.Column, RgOptions.NoColumn) || (vimgrep && a.LastOf(RgOptions.NoColumn) is null);
        bool terminal = context.StandardOutput.IsTerminal;
        bool json = On(RgOptions.Json, RgOptions.NoJson);
        foreach (Option other in (ReadOnlySpan<Option>)[RgOptions.Count, RgOptions.CountMatches, RgOptions.FilesWithMatches, RgOptions.FilesWithoutMatch, RgOptions.Files])
        {
            if (json && a.Has(other))
            {
                throw new CommandException($"error: The argument '--{other.LongNames[0]}' cannot be used with '--json'\n\n" + Usage, Trouble);
            }
        }

        FileSize(a.Value(RgOptions.DfaSizeLimit));
        FileSize(a.Value(RgOptions.RegexSizeLimit));
        var settings = new RgSettings
        {
            Inverts = a.Has(RgOptions.InvertMatch),
            OnlyMatching = a.Has(RgOptions.OnlyMatching),
            Replacement = a.Value(RgOptions.Replace) is { } replacement ? EscapedUtf8.Encode(replacement) : null,
            Multiline = On(RgOptions.Multiline, RgOptions.NoMultiline),
            Terminator = a.Has(RgOptions.NullData) ? (byte)0 : (byte)'\n',
            Crlf = On(RgOptions.Crlf, RgOptions.NoCrlf) && !a.Has(RgOptions.NullData),
            Before = Number(a, RgOptions.BeforeContext, both),
            After = Number(a, RgOptions.AfterContext, both),
            Passes = a.Has(RgOptions.PassThru),
            MaxCount = Number(a, RgOptions.MaxCount, long.MaxValue),
            ShowsColumns = column,
            ShowsOffsets = a.Has(RgOptions.ByteOffset),
            Vimgrep = vimgrep,
            ShowsNumbers = a.LastOf(RgOptions.LineNumber, RgOptions.NoLineNumber) is { } numbers ? numbers == RgOptions.LineNumber : column || vimgrep || pretty || terminal,
            HidesNumbers = a.LastOf(RgOptions.LineNumber, RgOptions.NoLineNumber) == RgOptions.NoLineNumber,
            Heading = !vimgrep && (a.LastOf(RgOptions.Heading, RgOptions.NoHeading) is { } heading ? heading == RgOptions.Heading : pretty || terminal),
            Trims = On(RgOptions.Trim, RgOptions.NoTrim),
            MaxColumns = Number(a, RgOptions.MaxColumns, 0) is > 0 and var most ? most : long.MaxValue,
            Previews = On(RgOptions.MaxColumnsPreview, RgOptions.NoMaxColumnsPreview),
            NullAfterName = a.Has(RgOptions.Null),
            IncludesZero = a.Has(RgOptions.IncludeZero),
            Stats = On(RgOptions.Stats, RgOptions.NoStats) || (json && !a.Has(RgOptions.Quiet)),
            FlushesLines = On(RgOptions.LineBuffered, RgOptions.NoLineBuffered),
            Text = On(RgOptions.Text, RgOptions.NoText) || a.Has(RgOptions.NullData),
            Binary = On(RgOptions.Binary, RgOptions.NoBinary) || unrestricted >= 3,
            SearchesZip = On(RgOptions.SearchZip, RgOptions.NoSearchZip),
            Preprocessor = On(RgOptions.Preprocessor, RgOptions.NoPreprocessor) && a.Value(RgOptions.Preprocessor) is { Length: > 0 } command ? command : null,
            Silent = On(RgOptions.NoMessages, RgOptions.Messages),
            Hidden = On(RgOptions.Hidden, RgOptions.NoHidden) || unrestricted >= 2,
            Follows = On(RgOptions.Follow, RgOptions.NoFollow),
            OneFileSystem = a.Has(RgOptions.OneFileSystem),
            MaxDepth = Number(a, RgOptions.MaxDepth, long.MaxValue),
            MaxFileSize = FileSize(a.Value(RgOptions.MaxFileSize)),
            NoIgnoreCustom = noIgnore,
            NoIgnoreDot = noIgnore || On(RgOptions.NoIgnoreDot, RgOptions.IgnoreDot),
            NoIgnoreVcs = noIgnore || On(RgOptions.NoIgnoreVcs, RgOptions.IgnoreVcs),
            NoIgnoreExclude = noIgnore || On(RgOptions.NoIgnoreExclude, RgOptions.IgnoreExclude),
            NoIgnoreParent = noIgnore || On(RgOptions.NoIgnoreParent, RgOptions.IgnoreParent),
            NoRequireGit = On(RgOptions.NoRequireGit, RgOptions.RequireGit),
            IgnoreFileCaseInsensitive = On(RgOptions.IgnoreFileCase, RgOptions.NoIgnoreFileCase),
            Threads = (int)Math.Min(Number(a, RgOptions.Threads, 0), 64),
        };
        settings.Output = a.Has(RgOptions.Files) ? RgOutput.Files
            : json ? a.Has(RgOptions.Quiet) ? RgOutput.Quiet : RgOutput.Json
            : a.LastOf(RgOptions.FilesWithMatches, RgOptions.FilesWithoutMatch, RgOptions.Count, RgOptions.CountMatches) switch
            {
                _ when a.Has(RgOptions.FilesWithMatches) => RgOutput.FilesWithMatches,
                _ when a.Has(RgOptions.FilesWithoutMatch) => RgOutput.FilesWithoutMatch,
                _ when a.Has(RgOptions.CountMatches) || (a.Has(RgOptions.Count) && a.Has(RgOptions.OnlyMatching)) => settings.Inverts ? RgOutput.Count : RgOutput.CountMatches,
                _ when a.Has(RgOptions.Count) => RgOutput.Count,
                _ when a.Has(RgOptions.Quiet) => RgOutput.Quiet,
                _ => RgOutput.Lines,
            };
        if (a.Has(RgOptions.Quiet) && settings.Output is RgOutput.FilesWithMatches or RgOutput.Count or RgOutput.CountMatches)
        {
            settings.Output = RgOutput.Quiet;
        }

        ReadStrings(context, a, settings, pretty, terminal);
        ReadTypes(a, settings);
        ReadGlobs(context, a, settings, noIgnore);
        return settings;
    }

    private static void ReadStrings(CommandContext context, ParsedArguments a, RgSettings settings, bool pretty, bool terminal)
    {
        if (a.Value(RgOptions.FieldMatchSeparator) is { } match)
        {
            settings.MatchSeparator = Unescape(match);
        }

        if (a.Value(RgOptions.FieldContextSeparator) is { } field)
        {
            settings.ContextFieldSeparator = Unescape(field);
        }

        if (a.LastOf(RgOptions.ContextSeparator, RgOptions.NoContextSeparator) is { } separator)
        {
            settings.ContextSeparator = separator == RgOptions.ContextSeparator ? Unescape(a.Value(separator)!) : null;
        }

        if (a.Value(RgOptions.PathSeparator) is { Length: > 0 } path)
        {
            byte[] bytes = Unescape(path);
            settings.PathSeparator = bytes.Length == 1 ? (char)bytes[0] : throw new CommandException(
                $"A path separator must be exactly one byte, but the given separator is {bytes.Length} bytes: {path}\nIn some shells on Windows '/' is automatically expanded. Use '//' instead.", Trouble);
        }

        if (a.LastOf(RgOptions.Encoding, RgOptions.NoEncoding) == RgOptions.Encoding)
        {
            string name = a.Value(RgOptions.Encoding)!;
            settings.Encoding = RgEncoding.Canonical(name) ?? throw new CommandException($"grep config error: unknown encoding: {name}", Trouble);
        }

        string when = a.Value(RgOptions.Color) ?? "auto";
        if (when is not ("always" or "ansi" or "auto" or "never"))
        {
            throw new CommandException($"error: '{when}' isn't a valid value for '--color <WHEN>'\n\t[possible values: always, ansi, auto, never]\n\n\n{Usage}", Trouble);
        }

        var colors = new RgColors();
        foreach (string specification in a.Values(RgOptions.Colors))
        {
            colors.Set(specification);
        }

        settings.Colors = when is "always" or "ansi" || (when == "auto" && (terminal || pretty) && context.Environment.Get("NO_COLOR") is null && context.Environment.Get("TERM") is not (null or "dumb"))
            ? colors : null;
        foreach (OptionUse use in a.Uses)
        {
            if (use.Option == RgOptions.Sort || use.Option == RgOptions.SortReverse)
            {
                if (use.Value is not ("accessed" or "created" or "modified" or "none" or "path"))
                {
                    throw new CommandException($"error: '{use.Value}' isn't a valid value for '{use.Option.Display} <SORTBY>'\n\t[possible values: accessed, created, modified, none, path]\n\n\n{Usage}", Trouble);
                }

                settings.SortBy = use.Value;
                settings.SortsReversed = use.Option == RgOptions.SortReverse;
            }
            else if (use.Option == RgOptions.SortFiles)
            {
                settings.SortBy = "path";
            }
        }
    }

    private static void ReadTypes(ParsedArguments a, RgSettings settings)
    {
        foreach (OptionUse use in a.Uses)
        {
            if (use.Option == RgOptions.TypeClear)
            {
                settings.Types.Clear(use.Value!);
            }
            else if (use.Option == RgOptions.TypeAdd)
            {
                settings.Types.Add(use.Value!);
            }
        }

        foreach (OptionUse use in a.Uses)
        {
            if (use.Option == RgOptions.Type || use.Option == RgOptions.TypeNot)
            {
                settings.Types.Select(use.Value!, use.Option == RgOptions.Type);
            }
        }
    }

    private static void ReadGlobs(CommandContext context, ParsedArguments a, RgSettings settings, bool noIgnore)
    {
        string here = context.WorkingDirectory.IsRoot ? "/" : context.WorkingDirectory.Text + "/";
        bool insensitive = a.LastOf(RgOptions.GlobCaseInsensitive, RgOptions.NoGlobCaseInsensitive) == RgOptions.GlobCaseInsensitive;
        foreach (OptionUse use in a.Uses)
        {
            if (use.Option == RgOptions.Glob || use.Option == RgOptions.InsensitiveGlob)
            {
                settings.Overrides ??= new RgIgnoreFile(here, [], false) { IsForAll = true };
                settings.Overrides.Add(use.Value!, insensitive || use.Option == RgOptions.InsensitiveGlob);
                settings.OverrideCount++;
            }
            else if (use.Option == RgOptions.PreprocessorGlob)
            {
                settings.PreprocessorGlobs ??= new RgIgnoreFile(here, [], false) { IsForAll = true };
                settings.PreprocessorGlobs.Add(use.Value!, false);
            }
            else if (use.Option == RgOptions.IgnoreFile && !(a.LastOf(RgOptions.NoIgnoreFiles, RgOptions.IgnoreFiles) == RgOptions.NoIgnoreFiles) && !noIgnore)
            {
                VirtualPath path = context.Resolve(use.Value!);
                if (context.Files.TryStat(path, true, out _) is var error and not FileError.None)
                {
                    context.Error.Write($"{use.Value}: {error.Describe()} (os error {(int)error})\n");
                }
                else if (RgIgnore.Read(context, false, path.Parent, here, path.FileName) is { } rules)
                {
                    settings.IgnoreFiles.Add(rules);
                }
            }
        }

        if (!noIgnore && !settings.NoIgnoreVcs && a.LastOf(RgOptions.NoIgnoreGlobal, RgOptions.IgnoreGlobal) != RgOptions.NoIgnoreGlobal && GlobalIgnorePath(context) is { } global)
        {
            settings.GlobalIgnore = RgIgnore.Read(context, false, global.Parent, here, global.FileName);
        }
    }

    // core.excludesFile, or git's default place.
    private static VirtualPath? GlobalIgnorePath(CommandContext context)
    {
        string? home = context.Environment.Get("HOME");
        string? configuration = context.Environment.Get("XDG_CONFIG_HOME") is { Length: > 0 } given ? given : home is { Length: > 0 } ? home + "/.config" : null;
        foreach (string? candidate in new[] { home is { Length: > 0 } ? home + "/.gitconfig" : null, configuration is null ? null : configuration + "/git/config" })
        {
            if (candidate is null || context.Files.TryStat(context.Resolve(candidate), true, out FileMetadata metadata) != FileError.None || !metadata.IsRegular)
            {
                continue;
            }

            try
            {
                OpenFile file = context.OpenInput(candidate, dashIsInput: false);
                string text = EscapedUtf8.Decode(Text.WholeInput.Read(file, context.Cancellation).Span);
                file.Release();
                foreach (string line in text.Split('\n'))
                {
                    int equals = line.IndexOf('=', StringComparison.Ordinal);
                    if (equals > 0 && line[..equals].Trim().Equals("excludesfile", StringComparison.OrdinalIgnoreCase))
                    {
                        string value = line[(equals + 1)..].Trim().Trim('"');
                        return context.Resolve(value.StartsWith("~/", StringComparison.Ordinal) ? home + value[1..] : value);
                    }
                }
            }
            catch (FileSystemException)
            {
                // What cannot be read says nothing.
            }
        }

        return configuration is null ? null : context.Resolve(configuration + "/git/ignore");
    }

    private static long Number(ParsedArguments a, Option option, long otherwise)
    {
        if (a.Value(option) is not { } text)
        {
            return otherwise;
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long value) ? value
            : text.Length > 1 && text[0] == '-' ? throw new CommandException(Unexpected(text), Trouble)
            : option == RgOptions.Threads ? throw new CommandException("invalid digit found in string", Trouble)
            : throw new CommandException($"error: Invalid value for '--{option.LongNames[0]} <NUM>': {(text.Length == 0 ? "cannot parse integer from empty string" : "invalid digit found in string")}\n", Trouble);
    }

    private static long FileSize(string? text)
    {
        if (text is null)
        {
            return long.MaxValue;
        }

        long factor = text.EndsWith('K') ? 1 << 10 : text.EndsWith('M') ? 1 << 20 : text.EndsWith('G') ? 1 << 30 : 1;
        return long.TryParse(factor > 1 ? text.AsSpan(0, text.Length - 1) : text, NumberStyles.None, CultureInfo.InvariantCulture, out long value)
            ? value * factor
            : throw new CommandException($"invalid format for size '{text}', which should be a sequence of digits followed by an optional 'K', 'M' or 'G' suffix", Trouble);
    }

    // \t, \x00 and their like in separators.
    private static byte[] Unescape(string text)
    {
        var result = new StringBuilder();
        var bytes = new List<byte>();
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
            {
                result.Append(text[i]);
                continue;
            }

            char c = text[++i];
            int code = c switch { 't' => 9, 'n' => 10, 'r' => 13, '0' => 0, '\\' => '\\', _ => -1 };
            if (c == 'x' && i + 2 < text.Length && byte.TryParse(text.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte value))
            {
                bytes.AddRange(EscapedUtf8.Encode(result.ToString()));
                result.Clear();
                bytes.Add(value);
                i += 2;
            }
            else if (code >= 0)
            {
                result.Append((char)code);
            }
            else
            {
                result.Append('\\').Append(c);
            }
        }

        bytes.AddRange(EscapedUtf8.Encode(result.ToString()));
        return [.. bytes];
    }
}
