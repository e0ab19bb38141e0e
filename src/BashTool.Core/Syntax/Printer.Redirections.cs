using System.Collections.Immutable;
using BashTool.Core.Syntax.Ast;

namespace BashTool.Core.Syntax;

/// <summary>Redirections and here-documents.</summary>
public sealed partial class Printer
{
    private void WriteRedirections(ImmutableArray<Redirection> redirections, bool pipesStandardError)
    {
        List<Redirection>? documents = null;
        _wasHereDocument = false;
        bool any = false;
        foreach (Redirection redirection in redirections)
        {
            Space(ref any);
            if (redirection.HereDocument is not null)
            {
                WriteHereDocumentHeader(redirection);
                (documents ??= []).Add(redirection);
            }
            else
            {
                Write(redirection);
            }
        }

        if (pipesStandardError)
        {
            Space(ref any);
            _output.Append("2>&1");
        }

        if (documents is null)
        {
            return;
        }

        if (_connectionDepth > 0)
        {
            _deferredHereDocuments = documents;
        }
        else
        {
            WriteHereDocumentBodies(documents);
        }
    }

    private void WriteHereDocumentBodies(List<Redirection> documents)
    {
        _output.Append('\n');
        foreach (Redirection redirection in documents)
        {
            HereDocument document = redirection.HereDocument!;
            _output.Append(document.Text).Append(document.Delimiter).Append('\n');
        }

        _wasHereDocument = true;
    }

    private void WriteConnector(string connector)
    {
        bool visible = connector.Length > 0 && connector != ";";
        if (visible)
        {
            _output.Append(connector);
        }

        if (_deferredHereDocuments is { } documents)
        {
            WriteHereDocumentBodies(documents);
            if (visible)
            {
                _output.Append(' ');
            }
        }

        _deferredHereDocuments = null;
    }

    private void WriteDeferred(string connector)
    {
        if (_deferredHereDocuments is not null)
        {
            WriteConnector(connector);
        }
    }

    private void WriteDescriptor(Redirection redirection, int unwritten)
    {
        if (redirection.DescriptorVariable is { } variable)
        {
            _output.Append('{').Append(variable).Append('}');
        }
        else if (redirection.EffectiveDescriptor != unwritten)
        {
            _output.Append(redirection.EffectiveDescriptor);
        }
    }

    private void WriteHereDocumentHeader(Redirection redirection)
    {
        HereDocument document = redirection.HereDocument!;
        WriteDescriptor(redirection, 0);
        _output.Append(document.StripsTabs ? "<<-" : "<<");
        if (document.IsQuoted)
        {
            _output.Append('\'').Append(document.Delimiter.Replace("'", "'\\''", StringComparison.Ordinal)).Append('\'');
        }
        else
        {
            _output.Append(document.Delimiter);
        }
    }

    private void Write(Redirection redirection)
    {
        switch (redirection.Operator)
        {
            case RedirectionOperator.Input:
                WriteDescriptor(redirection, 0);
                _output.Append("< ");
                break;
            case RedirectionOperator.Output:
                WriteDescriptor(redirection, 1);
                _output.Append("> ");
                break;
            case RedirectionOperator.Append:
                WriteDescriptor(redirection, 1);
                _output.Append(">> ");
                break;
            case RedirectionOperator.Clobber:
                WriteDescriptor(redirection, 1);
                _output.Append(">| ");
                break;
            case RedirectionOperator.ReadWrite:
                WriteDescriptor(redirection, 1);
                _output.Append("<> ");
                break;
            case RedirectionOperator.HereString:
                WriteDescriptor(redirection, 0);
                _output.Append("<<< ");
                break;
            case RedirectionOperator.DuplicateInput:
                WriteDescriptor(redirection, IsDescriptor(redirection.Target.Text) ? -1 : 0);
                _output.Append(redirection.Target.Text == "-" ? ">&" : "<&");
                break;
            case RedirectionOperator.DuplicateOutput:
                WriteDescriptor(redirection, IsDescriptor(redirection.Target.Text) ? -1 : 1);
                _output.Append(">&");
                break;
            case RedirectionOperator.OutputAndError:
                _output.Append("&> ");
                break;
            case RedirectionOperator.AppendOutputAndError:
                _output.Append("&>> ");
                break;
        }

        Write(redirection.Target);
    }

    /// <summary>Digits, perhaps with the dash that closes or moves.</summary>
    private static bool IsDescriptor(string target)
    {
        ReadOnlySpan<char> digits = target.EndsWith('-') ? target.AsSpan(0, target.Length - 1) : target;
        return digits.IndexOfAnyExceptInRange('0', '9') < 0;
    }
}
