namespace BashTool.Commands.Ripgrep;

/// <summary>What <c>--stats</c> counts.</summary>
internal sealed class RgStats
{
    public long Matches { get; set; }

    public long MatchedLines { get; set; }

    public long FilesWithMatches { get; set; }

    public long Files { get; set; }

    public long BytesPrinted { get; set; }

    public long BytesSearched { get; set; }

    public TimeSpan Elapsed { get; set; }

    public void Add(RgStats other)
    {
        Matches += other.Matches;
        MatchedLines += other.MatchedLines;
        FilesWithMatches += other.FilesWithMatches;
        Files += other.Files;
        BytesPrinted += other.BytesPrinted;
        BytesSearched += other.BytesSearched;
        Elapsed += other.Elapsed;
    }
}
