using System.Management.Automation;
using System.Text;

namespace BashTool.PowerShell.Pump;

/// <summary>Turns objects into the lines that <c>Out-String -Stream</c> would show, one object at a time.</summary>
internal sealed class ObjectFormatter : IDisposable
{
    private readonly SteppablePipeline pipeline;

    public ObjectFormatter()
    {
        pipeline = ScriptBlock.Create("Microsoft.PowerShell.Utility\\Out-String -Stream").GetSteppablePipeline(CommandOrigin.Internal);
        pipeline.Begin(true);
    }

    /// <summary>Adds an object and gives the lines that are ready.</summary>
    public IEnumerable<string> Add(object input) => Lines(pipeline.Process(input));

    /// <summary>Gives the lines that are left.</summary>
    public IEnumerable<string> End()
    {
        Array rest = pipeline.End();
        pipeline.Dispose();
        return Lines(rest);
    }

    public void Dispose() => pipeline.Dispose();

    private static IEnumerable<string> Lines(Array output)
    {
        foreach (object? item in output)
        {
            yield return WithoutColours(item?.ToString() ?? "");
        }
    }

    // Commands look at text; what a terminal would make of it is not part of it.
    private static string WithoutColours(string line)
    {
        const char escape = '\u001b';
        if (!line.Contains(escape))
        {
            return line;
        }

        var plain = new StringBuilder(line.Length);
        for (int i = 0; i < line.Length; i++)
        {
            if (line[i] != escape || i + 1 >= line.Length || line[i + 1] != '[')
            {
                plain.Append(line[i]);
                continue;
            }

            i += 2;
            while (i < line.Length && line[i] is < '@' or > '~')
            {
                i++;
            }
        }

        return plain.ToString();
    }
}
