namespace BashTool.Commands.Awk;

/// <summary>Where a <c>print</c> or a <c>getline</c> goes to or comes from.</summary>
internal enum AwkRedirection : byte
{
    None,
    Write,
    Append,
    Pipe,
    Coprocess,
    Read,
}
