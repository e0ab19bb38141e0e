using System.Globalization;
using System.IO.Compression;

namespace BashTool.Commands.Ripgrep;

/// <summary>One run of rg: the files, several at once where that helps, printed in order.</summary>
internal sealed class RgRun(CommandContext context, RgSettings settings, RgMatcher? matcher)
{
    private const int BatchPerThread = 32;

    private readonly RgStats total = new();
    private bool failed;
    private bool matched;
    private bool printed;
    private bool searched;

    public int Run(IReadOnlyList<string> operands, bool isDefault)
    {
        long start = context.Clock.GetTimestamp();
        var walk = new RgWalk(context, settings);
        IEnumerable<RgFile> files = walk.Files(operands, isDefault);
        if (settings.Output == RgOutput.Files)
        {
            foreach (RgFile file in files)
            {
                matched = true;
                context.Output.Write(Shown(file.Name));
                context.Output.WriteByte(settings.NullAfterName ? (byte)0 : (byte)'\n');
            }

            return walk.Failed ? RgCommand.Trouble : matched ? 0 : 1;
        }

        int threads = settings.Threads > 0 ? settings.Threads : Math.Min(12, context.System.ProcessorCount);
        bool single = operands.Count == 1 && !isDefault && operands[0] != "./";
        if (single || threads <= 1)
        {
            var search = new RgSearch(context, settings, matcher!);
            foreach (RgFile file in files)
            {
                if (single && file.IsExplicit && !settings.Stats)
                {
                    SearchDirectly(search, file);
                }
                else
                {
                    Emit(Search(search, file));
                }

                if (IsDone)
                {
                    break;
                }
            }
        }
        else
        {
            SearchInParallel(files, threads);
        }

        total.Elapsed = settings.Stats ? total.Elapsed : default;
        PrintSummary(context.Clock.GetElapsedTime(start));
        if (!searched && isDefault && !settings.Silent)
        {
            failed = true;
            context.FlushOutput();
            context.Error.Write("No files were searched, which means ripgrep probably applied a filter you didn't expect.\nRunning with --debug will show why files are being skipped.\n");
        }

        failed |= walk.Failed;
        return failed && !(settings.Output == RgOutput.Quiet && matched) ? RgCommand.Trouble : matched ? 0 : 1;
    }

    private bool IsDone => matched && settings.Output == RgOutput.Quiet && !settings.Stats;

    private void SearchInParallel(IEnumerable<RgFile> files, int threads)
    {
        var searches = new RgSearch?[threads];
        foreach (RgFile[] batch in files.Chunk(threads * BatchPerThread))
        {
            var results = new Result[batch.Length];
            int next = -1;
            if (batch.Length == 1)
            {
                results[0] = Search(searches[0] ??= new RgSearch(context, settings, matcher!.Copy()), batch[0]);
            }
            else
            {
                Parallel.For(0, Math.Min(threads, batch.Length), thread =>
                {
                    RgSearch search = searches[thread] ??= new RgSearch(context, settings, matcher!.Copy());
                    for (int i; (i = Interlocked.Increment(ref next)) < batch.Length;)
                    {
                        results[i] = Search(search, batch[i]);
                    }
                });
            }

            foreach (Result result in results)
            {
                Emit(result);
            }

            if (IsDone)
            {
                return;
            }
        }
    }

    private void SearchDirectly(RgSearch search, RgFile file)
    {
        searched = true;
        try
        {
            OpenFile input = Open(file);
            try
            {
                matched |= search.Search(input, Shown(file.Name), true, context.Output, out RgStats stats);
                total.Add(stats);
            }
            finally
            {
                input.Release();
            }
        }
        catch (FileSystemException problem) when (problem.Path is not null || problem.Error is FileError.EISDIR or FileError.EACCES)
        {
            Fail(file, problem);
        }
    }

    private Result Search(RgSearch search, RgFile file)
    {
        try
        {
            OpenFile input = Open(file);
            var memory = new MemoryOutput();
            var writer = new ByteWriter(memory, context.Cancellation);
            try
            {
                bool found = search.Search(input, Shown(file.Name), file.IsExplicit, writer, out RgStats stats);
                writer.Flush();
                return new Result(file, memory, found, stats, null);
            }
            finally
            {
                writer.Discard();
                input.Release();
            }
        }
        catch (FileSystemException problem)
        {
            return new Result(file, null, false, null, problem);
        }
    }

    private void Emit(Result result)
    {
        searched = true;
        if (result.Problem is not null)
        {
            Fail(result.File, result.Problem);
            return;
        }

        matched |= result.Found;
        if (settings.Output != RgOutput.Json || result.Found)
        {
            total.Add(result.Stats!);
        }

        ReadOnlySpan<byte> text = result.Output!.Written;
        if (text.IsEmpty)
        {
            return;
        }

        if (printed && settings.Output == RgOutput.Lines)
        {
            if (settings.Heading && settings.ShowsNames)
            {
                context.Output.WriteByte((byte)'\n');
            }
            else if ((settings.Before > 0 || settings.After > 0) && settings.ContextSeparator is { } separator)
            {
                context.Output.Write(separator);
                context.Output.WriteByte((byte)'\n');
            }
        }

        printed = true;
        total.BytesPrinted += settings.Output == RgOutput.Lines ? text.Length : 0;
        context.Output.Write(text);
    }

    private string Shown(string name)
    {
        string shown = name == "-" ? "<stdin>" : name;
        return settings.PathSeparator is { } separator ? shown.Replace('/', separator) : shown;
    }

    private OpenFile Open(RgFile file)
    {
        if (settings.Preprocessor is { } command && file.Name != "-" && settings.PreprocessorGlobs?.Decide(context.Resolve(file.Name).Text, false) is null or RgDecision.Skip)
        {
            return Preprocess(command, file);
        }

        OpenFile opened = context.OpenInput(file.Name, dashIsInput: file.IsExplicit);
        if (!settings.SearchesZip || file.Name == "-" || !(file.Name.EndsWith(".gz", StringComparison.Ordinal) || file.Name.EndsWith(".tgz", StringComparison.Ordinal)
            || file.Name.EndsWith(".br", StringComparison.Ordinal) || file.Name.EndsWith(".zlib", StringComparison.Ordinal)))
        {
            return opened;
        }

        using var compressed = new MemoryStream(Text.WholeInput.Read(opened, context.Cancellation).ToArray());
        opened.Release();
        using Stream stream = file.Name.EndsWith("gz", StringComparison.Ordinal) ? new GZipStream(compressed, CompressionMode.Decompress)
            : file.Name.EndsWith(".br", StringComparison.Ordinal) ? new BrotliStream(compressed, CompressionMode.Decompress)
            : new ZLibStream(compressed, CompressionMode.Decompress);
        using var plain = new MemoryStream();
        try
        {
            stream.CopyTo(plain);
        }
        catch (InvalidDataException problem)
        {
            throw new FileSystemException(FileError.EIO, file.Name, problem.Message);
        }

        return new MemoryInput(plain.ToArray());
    }

    private MemoryInput Preprocess(string command, RgFile file)
    {
        var output = new MemoryOutput();
        OpenFile input = context.OpenInput(file.Name, dashIsInput: false);
        try
        {
            int status = context.Host.Run(new CommandInvocation
            {
                Words = [command, file.Name],
                Input = input,
                Output = output,
                Error = context.StandardError,
                Cancellation = context.Cancellation,
            });
            return status == 0 ? new MemoryInput(output.Written.ToArray())
                : throw new FileSystemException(FileError.EIO, file.Name, $"preprocessor command failed: '\"{command}\" \"{file.Name}\"': status {status}");
        }
        finally
        {
            input.Release();
        }
    }

    private void Fail(RgFile file, FileSystemException problem)
    {
        failed = true;
        if (settings.Silent)
        {
            return;
        }

        context.FlushOutput();
        context.Error.Write(problem.Error == FileError.EIO
            ? $"{file.Name}: {problem.Description}\n"
            : $"{file.Name}: {problem.Description} (os error {(int)problem.Error})\n");
        context.Error.FlushThrough();
    }

    private void PrintSummary(TimeSpan elapsed)
    {
        if (!settings.Stats)
        {
            return;
        }

        string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.000000", CultureInfo.InvariantCulture);
        string Duration(TimeSpan time) => string.Create(CultureInfo.InvariantCulture,
            $"{{\"human\":\"{Seconds(time)}s\",\"nanos\":{time.Ticks % TimeSpan.TicksPerSecond * 100},\"secs\":{(long)time.TotalSeconds}}}");
        context.Output.Write(settings.Output == RgOutput.Json
            ? string.Create(CultureInfo.InvariantCulture,
                $"{{\"data\":{{\"elapsed_total\":{Duration(elapsed)},\"stats\":{{\"bytes_printed\":{total.BytesPrinted},\"bytes_searched\":{total.BytesSearched},\"elapsed\":{Duration(total.Elapsed)},\"matched_lines\":{total.MatchedLines},\"matches\":{total.Matches},\"searches\":{total.Files},\"searches_with_match\":{total.FilesWithMatches}}}}},\"type\":\"summary\"}}\n")
            : string.Create(CultureInfo.InvariantCulture,
                $"\n{total.Matches} matches\n{total.MatchedLines} matched lines\n{total.FilesWithMatches} files contained matches\n{total.Files} files searched\n{total.BytesPrinted} bytes printed\n{total.BytesSearched} bytes searched\n{Seconds(total.Elapsed)} seconds spent searching\n{Seconds(elapsed)} seconds\n"));
    }

    /// <summary>What the search of a file came to.</summary>
    private readonly record struct Result(RgFile File, MemoryOutput? Output, bool Found, RgStats? Stats, FileSystemException? Problem);
}
