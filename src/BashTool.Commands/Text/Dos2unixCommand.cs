using System.Buffers;

namespace BashTool.Commands.Text;

/// <summary><c>dos2unix</c>, <c>unix2dos</c>, <c>mac2unix</c>, <c>unix2mac</c>: convert the line breaks of text files.</summary>
[CommandNames("dos2unix", "unix2dos", "mac2unix", "unix2mac")]
public sealed partial class Dos2unixCommand : BashCommand
{
    private const int FileTrouble = 2;

    private static readonly CommandSpec Declaration = new("dos2unix")
    {
        Summary = "Convert the line breaks of text files.",
        Usage = ["[options] [file ...] [-n infile outfile ...]"],
        ParsesOwnArguments = true,
        HasStandardOptions = false,
        Writes = true,
        Imitates = "7.4.3",
        Examples = [new("printf 'a\\r\\n' | dos2unix | od -An -c", "a  \\n")],
    };

    // For help and completion; the words are read in order, files and options mixed.
    private static readonly Option[] Documented =
    [
        Declaration.Flag("", "allow-chown", "allow file ownership change"),
        Declaration.Flag("", "ascii", "convert only line breaks (default)"),
        Declaration.Flag("", "iso", "conversion between DOS and ISO-8859-1 character set"),
        Declaration.Flag("7", "", "convert 8 bit characters to 7 bit space"),
        Declaration.Flag("b", "keep-bom", "keep Byte Order Mark"),
        Declaration.Required("c", "convmode", "convmode", "conversion mode: ascii, 7bit, iso, mac, default to ascii"),
        Declaration.Flag("f", "force", "force conversion of binary files"),
        Declaration.Flag("h", "help", "display this help text"),
        Declaration.Optional("i", "info", "FLAGS", "display file information"),
        Declaration.Flag("k", "keepdate", "keep output file date"),
        Declaration.Flag("L", "license", "display software license"),
        Declaration.Flag("l", "newline", "add additional newline"),
        Declaration.Flag("m", "add-bom", "add Byte Order Mark (default UTF-8)"),
        Declaration.Flag("n", "newfile", "write to new file"),
        Declaration.Flag("", "no-allow-chown", "don't allow file ownership change (default)"),
        Declaration.Flag("o", "oldfile", "write to old file (default)"),
        Declaration.Flag("q", "quiet", "quiet mode, suppress all warnings"),
        Declaration.Flag("r", "remove-bom", "remove Byte Order Mark (default)"),
        Declaration.Flag("s", "safe", "skip binary files (default)"),
        Declaration.Flag("u", "keep-utf16", "keep UTF-16 encoding"),
        Declaration.Flag("", "assume-utf16le", "assume that the input format is UTF-16LE"),
        Declaration.Flag("", "assume-utf16be", "assume that the input format is UTF-16BE"),
        Declaration.Flag("v", "verbose", "verbose operation"),
        Declaration.Flag("F", "follow-symlink", "follow symbolic links and convert the targets"),
        Declaration.Flag("R", "replace-symlink", "replace symbolic links with converted files"),
        Declaration.Flag("S", "skip-symlink", "keep symbolic links and targets unchanged (default)"),
        Declaration.Flag("V", "version", "display version number"),
    ];

    public override CommandSpec Spec => Declaration;

    private enum Links
    {
        Skip,
        Follow,
        Replace,
    }

    public override int Run(CommandContext context) => new Session(context).Run();

    /// <summary>One run: options apply to the files behind them.</summary>
    private sealed partial class Session(CommandContext context)
    {
        private readonly bool toUnix = context.Name is "dos2unix" or "mac2unix";
        private bool mac = context.Name is "mac2unix" or "unix2mac";
        private bool iso;
        private bool sevenBit;
        private int codePage;
        private bool keepsBom = context.Name is "unix2dos" or "unix2mac";
        private bool addsBom;
        private bool forces;
        private bool keepsDate;
        private bool doubles;
        private bool newFiles;
        private bool quiet;
        private bool verbose;
        private bool keepsUtf16;
        private bool? assumedBigEndian;
        private Links links;
        private string? info;
        private int status;

        public int Run()
        {
            IReadOnlyList<string> words = context.Arguments;
            bool anyFile = false, optionsEnded = false;
            for (int i = 0; i < words.Count; i++)
            {
                string word = words[i];
                if (!optionsEnded && word.Length > 1 && word[0] == '-')
                {
                    if (word == "--")
                    {
                        optionsEnded = true;
                        continue;
                    }

                    if (word is "-c" or "--convmode")
                    {
                        Mode(i + 1 < words.Count ? words[++i] : throw Usage());
                        continue;
                    }

                    Option(word);
                    continue;
                }

                anyFile = true;
                if (info is not null)
                {
                    Inform(word);
                }
                else if (!newFiles)
                {
                    ConvertFile(word, word);
                }
                else if (i + 1 < words.Count && !(words[i + 1].StartsWith('-') && words[i + 1].Length > 1))
                {
                    ConvertFile(word, words[++i]);
                }
                else
                {
                    throw new CommandException($"target of file {word} not specified in new-file mode");
                }
            }

            if (!anyFile)
            {
                if (info is not null)
                {
                    InformOfInput();
                }
                else
                {
                    ConvertInput();
                }
            }

            return status;
        }

        private CommandFinished Usage()
        {
            string text = UsageText.Replace("dos2unix [", context.Name + " [", StringComparison.Ordinal);
            if (context.Name is "unix2dos" or "unix2mac")
            {
                const string Keep = "keep Byte Order Mark", Remove = "remove Byte Order Mark", Default = " (default)";
                text = text.Replace(Remove + Default, Remove, StringComparison.Ordinal).Replace(Keep, Keep + Default, StringComparison.Ordinal);
            }

            context.Output.Write(text);
            return new CommandFinished(1);
        }

        private void Say(string message)
        {
            context.Output.FlushThrough();
            context.Error.Write($"{context.Name}: {message}\n");
            context.Error.FlushThrough();
        }

        private void Option(string word)
        {
            switch (word)
            {
                case "-h" or "--help":
                    Usage();
                    throw new CommandFinished(0);
                case "-V" or "--version":
                    context.Output.Write($"{context.Name} 7.4.3 (BashTool)\nWith Unicode UTF-16 support.\n");
                    throw new CommandFinished(0);
                case "-L" or "--license":
                    context.Output.Write("Part of BashTool, in the manner of dos2unix 7.4.3.\n");
                    throw new CommandFinished(0);
                case "-ascii":
                    (iso, sevenBit) = (false, false);
                    break;
                case "-iso":
                    (iso, sevenBit) = (true, false);
                    if (!quiet)
                    {
                        Say("active code page: 0");
                    }

                    break;
                case "-437" or "-850" or "-860" or "-863" or "-865" or "-1252":
                    (iso, sevenBit) = (true, false);
                    codePage = int.Parse(word.AsSpan(1));
                    break;
                case "-7":
                    (iso, sevenBit) = (false, true);
                    break;
                case "-b" or "--keep-bom":
                    keepsBom = true;
                    break;
                case "-f" or "--force":
                    forces = true;
                    break;
                case "-k" or "--keepdate":
                    keepsDate = true;
                    break;
                case "-l" or "--newline":
                    doubles = true;
                    break;
                case "-m" or "--add-bom":
                    addsBom = true;
                    break;
                case "-n" or "--newfile":
                    newFiles = true;
                    break;
                case "-o" or "--oldfile":
                    newFiles = false;
                    break;
                case "-q" or "--quiet":
                    (quiet, verbose) = (true, false);
                    break;
                case "-v" or "--verbose":
                    (quiet, verbose) = (false, true);
                    break;
                case "-r" or "--remove-bom":
                    (keepsBom, addsBom) = (false, false);
                    break;
                case "-s" or "--safe":
                    forces = false;
                    break;
                case "-u" or "--keep-utf16":
                    keepsUtf16 = true;
                    break;
                case "-ul" or "--assume-utf16le":
                    assumedBigEndian = false;
                    break;
                case "-ub" or "--assume-utf16be":
                    assumedBigEndian = true;
                    break;
                case "-F" or "--follow-symlink":
                    links = Links.Follow;
                    break;
                case "-R" or "--replace-symlink":
                    links = Links.Replace;
                    break;
                case "-S" or "--skip-symlink":
                    links = Links.Skip;
                    break;
                case "--allow-chown" or "--no-allow-chown":
                    break;
                case "-i" or "--info":
                    info = "";
                    break;
                default:
                    string? flags = word.StartsWith("-i", StringComparison.Ordinal) ? word[2..]
                        : word.StartsWith("--info=", StringComparison.Ordinal) ? word[7..] : null;
                    if (flags is null)
                    {
                        throw Usage();
                    }

                    foreach (char flag in flags)
                    {
                        if (!"0bcdhmptu".Contains(flag, StringComparison.Ordinal))
                        {
                            throw new CommandException($"wrong flag '{flag}' for option -i or --info");
                        }
                    }

                    info = flags;
                    break;
            }
        }

        private void Mode(string mode)
        {
            // Old Mac line breaks go together with each way to treat the characters.
            string word = mode.ToLowerInvariant();
            if (word == "mac")
            {
                mac = true;
                return;
            }

            (iso, sevenBit) = word switch
            {
                "ascii" => (false, false),
                "7bit" => (false, true),
                "iso" => (true, false),
                _ => throw new CommandException($"invalid {mode} conversion mode specified"),
            };
            if (iso && !quiet)
            {
                Say("active code page: 0");
            }
        }

        private void Announce()
        {
            codePage = codePage == 0 ? 437 : codePage;
            if (iso && !quiet)
            {
                Say($"using code page {codePage}.");
            }
        }

        private LineBreakDirection Direction => (toUnix, mac) switch
        {
            (true, false) => LineBreakDirection.DosToUnix,
            (true, true) => LineBreakDirection.MacToUnix,
            (false, false) => LineBreakDirection.UnixToDos,
            _ => LineBreakDirection.UnixToMac,
        };

        private string Target => toUnix ? "Unix" : mac ? "Mac" : "DOS";

        // DOS characters to Latin-1 and back; what the other does not have is a point.
        private byte[]? UpperHalf()
        {
            if (sevenBit)
            {
                byte[] blanks = new byte[128];
                blanks.AsSpan().Fill((byte)' ');
                return blanks;
            }

            if (!iso)
            {
                return null;
            }

            CharacterSet dos = CharacterSets.Find("CP" + codePage)!, latin = CharacterSets.Find("ISO-8859-1")!;
            (CharacterSet from, CharacterSet to) = toUnix ? (dos, latin) : (latin, dos);
            byte[] table = new byte[128];
            var writer = new ArrayBufferWriter<byte>(4);
            for (int i = 0; i < table.Length; i++)
            {
                writer.ResetWrittenCount();
                int character = from.Decode([(byte)(i + 128)], out _);
                table[i] = character >= 0 && to.TryEncode(character, writer) ? writer.WrittenSpan[0] : (byte)'.';
            }

            return table;
        }
    }
}
