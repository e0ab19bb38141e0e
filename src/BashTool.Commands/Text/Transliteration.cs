namespace BashTool.Commands.Text;

/// <summary>What stands for a character where it cannot be written: <c>//TRANSLIT</c> of iconv in the C.UTF-8 locale.</summary>
internal static class Transliteration
{
    // A character and its replacement on each line.
    private const string Table =
        "\u00A0 \n\u00A1!\n\u00A2c\n\u00A3GBP\n\u00A5JPY\n\u00A6|\n\u00A9(C)\n\u00AAa\n\u00AB<<\n\u00AC!\n\u00AD-\n\u00AE(R)\n\u00B1+-\n" +
        "\u00B22\n\u00B33\n\u00B4'\n\u00B5u\n\u00B7.\n\u00B8,\n\u00B91\n\u00BAo\n\u00BB>>\n\u00BC 1/4 \n\u00BD 1/2 \n\u00BE 3/4 \n\u00C0A\n" +
        "\u00C1A\n\u00C2A\n\u00C3A\n\u00C4A\n\u00C5A\n\u00C6AE\n\u00C7C\n\u00C8E\n\u00C9E\n\u00CAE\n\u00CBE\n\u00CCI\n\u00CDI\n\u00CEI\n" +
        "\u00CFI\n\u00D0D\n\u00D1N\n\u00D2O\n\u00D3O\n\u00D4O\n\u00D5O\n\u00D6O\n\u00D7x\n\u00D8O\n\u00D9U\n\u00DAU\n\u00DBU\n\u00DCU\n" +
        "\u00DDY\n\u00DETH\n\u00DFss\n\u00E0a\n\u00E1a\n\u00E2a\n\u00E3a\n\u00E4a\n\u00E5a\n\u00E6ae\n\u00E7c\n\u00E8e\n\u00E9e\n\u00EAe\n" +
        "\u00EBe\n\u00ECi\n\u00EDi\n\u00EEi\n\u00EFi\n\u00F0d\n\u00F1n\n\u00F2o\n\u00F3o\n\u00F4o\n\u00F5o\n\u00F6o\n\u00F7/\n\u00F8o\n" +
        "\u00F9u\n\u00FAu\n\u00FBu\n\u00FCu\n\u00FDy\n\u00FEth\n\u00FFy\n\u0100A\n\u0101a\n\u0102A\n\u0103a\n\u0104A\n\u0105a\n\u0106C\n" +
        "\u0107c\n\u0108C\n\u0109c\n\u010AC\n\u010Bc\n\u010CC\n\u010Dc\n\u010ED\n\u010Fd\n\u0110D\n\u0111d\n\u0112E\n\u0113e\n\u0114E\n" +
        "\u0115e\n\u0116E\n\u0117e\n\u0118E\n\u0119e\n\u011AE\n\u011Be\n\u011CG\n\u011Dg\n\u011EG\n\u011Fg\n\u0120G\n\u0121g\n\u0122G\n" +
        "\u0123g\n\u0124H\n\u0125h\n\u0126H\n\u0127h\n\u0128I\n\u0129i\n\u012AI\n\u012Bi\n\u012CI\n\u012Di\n\u012EI\n\u012Fi\n\u0130I\n" +
        "\u0131i\n\u0132IJ\n\u0133ij\n\u0134J\n\u0135j\n\u0136K\n\u0137k\n\u0138q\n\u0139L\n\u013Al\n\u013BL\n\u013Cl\n\u013DL\n\u013El\n" +
        "\u013FL\n\u0140l\n\u0141L\n\u0142l\n\u0143N\n\u0144n\n\u0145N\n\u0146n\n\u0147N\n\u0148n\n\u0149'n\n\u014AN\n\u014Bn\n\u014CO\n" +
        "\u014Do\n\u014EO\n\u014Fo\n\u0150O\n\u0151o\n\u0152OE\n\u0153oe\n\u0154R\n\u0155r\n\u0156R\n\u0157r\n\u0158R\n\u0159r\n\u015AS\n" +
        "\u015Bs\n\u015CS\n\u015Ds\n\u015ES\n\u015Fs\n\u0160S\n\u0161s\n\u0162T\n\u0163t\n\u0164T\n\u0165t\n\u0166T\n\u0167t\n\u0168U\n" +
        "\u0169u\n\u016AU\n\u016Bu\n\u016CU\n\u016Du\n\u016EU\n\u016Fu\n\u0170U\n\u0171u\n\u0172U\n\u0173u\n\u0174W\n\u0175w\n\u0176Y\n" +
        "\u0177y\n\u0178Y\n\u0179Z\n\u017Az\n\u017BZ\n\u017Cz\n\u017DZ\n\u017Ez\n\u017Fs\n\u0180b\n\u0181B\n\u0182B\n\u0183b\n\u0187C\n" +
        "\u0188c\n\u0189D\n\u018AD\n\u018BD\n\u018Cd\n\u0190E\n\u0191F\n\u0192f\n\u0193G\n\u0195hv\n\u0196I\n\u0197I\n\u0198K\n\u0199k\n" +
        "\u019Al\n\u019DN\n\u019En\n\u01A0O\n\u01A1o\n\u01A2OI\n\u01A3oi\n\u01A4P\n\u01A5p\n\u01ABt\n\u01ACT\n\u01ADt\n\u01AET\n\u01AFU\n" +
        "\u01B0u\n\u01B2V\n\u01B3Y\n\u01B4y\n\u01B5Z\n\u01B6z\n\u01C7LJ\n\u01C8Lj\n\u01C9lj\n\u01CANJ\n\u01CBNj\n\u01CCnj\n\u01CDA\n" +
        "\u01CEa\n\u01CFI\n\u01D0i\n\u01D1O\n\u01D2o\n\u01D3U\n\u01D4u\n\u01D5U\n\u01D6u\n\u01D7U\n\u01D8u\n\u01D9U\n\u01DAu\n\u01DBU\n" +
        "\u01DCu\n\u01DEA\n\u01DFa\n\u01E0A\n\u01E1a\n\u01E2AE\n\u01E3ae\n\u01E4G\n\u01E5g\n\u01E6G\n\u01E7g\n\u01E8K\n\u01E9k\n\u01EAO\n" +
        "\u01EBo\n\u01ECO\n\u01EDo\n\u01F0j\n\u01F1DZ\n\u01F2Dz\n\u01F3dz\n\u01F4G\n\u01F5g\n\u01F8N\n\u01F9n\n\u01FAA\n\u01FBa\n\u01FCAE\n" +
        "\u01FDae\n\u01FEO\n\u01FFo\n\u0200A\n\u0201a\n\u0202A\n\u0203a\n\u0204E\n\u0205e\n\u0206E\n\u0207e\n\u0208I\n\u0209i\n\u020AI\n" +
        "\u020Bi\n\u020CO\n\u020Do\n\u020EO\n\u020Fo\n\u0210R\n\u0211r\n\u0212R\n\u0213r\n\u0214U\n\u0215u\n\u0216U\n\u0217u\n\u0218S\n" +
        "\u0219s\n\u021AT\n\u021Bt\n\u021EH\n\u021Fh\n\u0221d\n\u0224Z\n\u0225z\n\u0226A\n\u0227a\n\u0228E\n\u0229e\n\u022AO\n\u022Bo\n" +
        "\u022CO\n\u022Do\n\u022EO\n\u022Fo\n\u0230O\n\u0231o\n\u0232Y\n\u0233y\n\u0234l\n\u0235n\n\u0236t\n\u0237j\n\u0238db\n\u0239qp\n" +
        "\u023AA\n\u023BC\n\u023Cc\n\u023DL\n\u023ET\n\u023Fs\n\u0240z\n\u0243B\n\u0244U\n\u0246E\n\u0247e\n\u0248J\n\u0249j\n\u024CR\n" +
        "\u024Dr\n\u024EY\n\u024Fy\n\u0253b\n\u0255c\n\u0256d\n\u0257d\n\u025Be\n\u025Fj\n\u0260g\n\u0261g\n\u0262G\n\u0266h\n\u0267h\n" +
        "\u0268i\n\u026AI\n\u026Bl\n\u026Cl\n\u026Dl\n\u0271m\n\u0272n\n\u0273n\n\u0274N\n\u0276OE\n\u027Cr\n\u027Dr\n\u027Er\n\u0280R\n" +
        "\u0282s\n\u0288t\n\u0289u\n\u028Bv\n\u028FY\n\u0290z\n\u0291z\n\u0299B\n\u029BG\n\u029CH\n\u029Dj\n\u029FL\n\u02A0q\n\u02A3dz\n" +
        "\u02A5dz\n\u02A6ts\n\u02AAls\n\u02ABlz\n\u02B0h\n\u02B2j\n\u02B3r\n\u02B7w\n\u02B8y\n\u02BC'\n\u02C6^\n\u02C8'\n\u02CB`\n\u02CD_\n" +
        "\u02D0:\n\u02DC~\n\u02DD''\n\u02E1l\n\u02E2s\n\u02E3x\n\u0300\n\u0301\n\u0302\n\u0303\n\u0304\n\u0305\n\u0306\n\u0307\n\u0308\n" +
        "\u0309\n\u030A\n\u030B\n\u030C\n\u030D\n\u030E\n\u030F\n\u0310\n\u0311\n\u0312\n\u0313\n\u0314\n\u0315\n\u0316\n\u0317\n\u0318\n" +
        "\u0319\n\u031A\n\u031B\n\u031C\n\u031D\n\u031E\n\u031F\n\u0320\n\u0321\n\u0322\n\u0323\n\u0324\n\u0325\n\u0326\n\u0327\n\u0328\n" +
        "\u0329\n\u032A\n\u032B\n\u032C\n\u032D\n\u032E\n\u032F\n\u0330\n\u0331\n\u0332\n\u0333\n\u0334\n\u0335\n\u0336\n\u0337\n\u0338\n" +
        "\u0339\n\u033A\n\u033B\n\u033C\n\u033D\n\u033E\n\u033F\n\u0340\n\u0341\n\u0342\n\u0343\n\u0344\n\u0345\n\u0346\n\u0347\n\u0348\n" +
        "\u0349\n\u034A\n\u034B\n\u034C\n\u034D\n\u034E\n\u034F\n\u0350\n\u0351\n\u0352\n\u0353\n\u0354\n\u0355\n\u0356\n\u0357\n\u0358\n" +
        "\u0359\n\u035A\n\u035B\n\u035C\n\u035D\n\u035E\n\u035F\n\u0360\n\u0361\n\u0362\n\u0363\n\u0364\n\u0365\n\u0366\n\u0367\n\u0368\n" +
        "\u0369\n\u036A\n\u036B\n\u036C\n\u036D\n\u036E\n\u036F\n\u037E;\n\u03BCu\n\u058FAMD\n\u0591\n\u0592\n\u0593\n\u0594\n\u0595\n" +
        "\u0596\n\u0597\n\u0598\n\u0599\n\u059A\n\u059B\n\u059C\n\u059D\n\u059E\n\u059F\n\u05A0\n\u05A1\n\u05A2\n\u05A3\n\u05A4\n\u05A5\n" +
        "\u05A6\n\u05A7\n\u05A8\n\u05A9\n\u05AA\n\u05AB\n\u05AC\n\u05AD\n\u05AE\n\u05AF\n\u05B0\n\u05B1\n\u05B2\n\u05B3\n\u05B4\n\u05B5\n" +
        "\u05B6\n\u05B7\n\u05B8\n\u05B9\n\u05BA\n\u05BB\n\u05BC\n\u05BD\n\u05BF\n\u05C1\n\u05C2\n\u05C4\n\u05C5\n\u05C7\n\u0610\n\u0611\n" +
        "\u0612\n\u0613\n\u0614\n\u0615\n\u0616\n\u0617\n\u0618\n\u0619\n\u061A\n\u064B\n\u064C\n\u064D\n\u064E\n\u064F\n\u0650\n\u0651\n" +
        "\u0652\n\u0653\n\u0654\n\u0655\n\u0656\n\u0657\n\u0658\n\u0659\n\u065A\n\u065B\n\u065C\n\u065D\n\u065E\n\u065F\n\u0670\n\u06D6\n" +
        "\u06D7\n\u06D8\n\u06D9\n\u06DA\n\u06DB\n\u06DC\n\u06DF\n\u06E0\n\u06E1\n\u06E2\n\u06E3\n\u06E4\n\u06E7\n\u06E8\n\u06EA\n\u06EB\n" +
        "\u06EC\n\u06ED\n\u0898\n\u0899\n\u089A\n\u089B\n\u089C\n\u089D\n\u089E\n\u089F\n\u08CA\n\u08CB\n\u08CC\n\u08CD\n\u08CE\n\u08CF\n" +
        "\u08D0\n\u08D1\n\u08D2\n\u08D3\n\u08D4\n\u08D5\n\u08D6\n\u08D7\n\u08D8\n\u08D9\n\u08DA\n\u08DB\n\u08DC\n\u08DD\n\u08DE\n\u08DF\n" +
        "\u08E0\n\u08E1\n\u08E3\n\u08E4\n\u08E5\n\u08E6\n\u08E7\n\u08E8\n\u08E9\n\u08EA\n\u08EB\n\u08EC\n\u08ED\n\u08EE\n\u08EF\n\u08F0\n" +
        "\u08F1\n\u08F2\n\u08F3\n\u08F4\n\u08F5\n\u08F6\n\u08F7\n\u08F8\n\u08F9\n\u08FA\n\u08FB\n\u08FC\n\u08FD\n\u08FE\n\u08FF\n\u1AB0\n" +
        "\u1AB1\n\u1AB2\n\u1AB3\n\u1AB4\n\u1AB5\n\u1AB6\n\u1AB7\n\u1AB8\n\u1AB9\n\u1ABA\n\u1ABB\n\u1ABC\n\u1ABD\n\u1ABE\n\u1ABF\n\u1AC0\n" +
        "\u1AC1\n\u1AC2\n\u1AC3\n\u1AC4\n\u1AC5\n\u1AC6\n\u1AC7\n\u1AC8\n\u1AC9\n\u1ACA\n\u1ACB\n\u1ACC\n\u1ACD\n\u1ACE\n\u1D00A\n" +
        "\u1D01AE\n\u1D03B\n\u1D04C\n\u1D05D\n\u1D06D\n\u1D07E\n\u1D0AJ\n\u1D0BK\n\u1D0CL\n\u1D0DM\n\u1D0FO\n\u1D18P\n\u1D1BT\n\u1D1CU\n" +
        "\u1D20V\n\u1D21W\n\u1D22Z\n\u1D2CA\n\u1D2EB\n\u1D30D\n\u1D31E\n\u1D33G\n\u1D34H\n\u1D35I\n\u1D36J\n\u1D37K\n\u1D38L\n\u1D39M\n" +
        "\u1D3AN\n\u1D3CO\n\u1D3EP\n\u1D3FR\n\u1D40T\n\u1D41U\n\u1D42W\n\u1D43a\n\u1D47b\n\u1D48d\n\u1D49e\n\u1D4Dg\n\u1D4Fk\n\u1D50m\n" +
        "\u1D52o\n\u1D56p\n\u1D57t\n\u1D58u\n\u1D5Bv\n\u1D62i\n\u1D63r\n\u1D64u\n\u1D65v\n\u1D6Bue\n\u1D6Cb\n\u1D6Dd\n\u1D6Ef\n\u1D6Fm\n" +
        "\u1D70n\n\u1D71p\n\u1D72r\n\u1D73r\n\u1D74s\n\u1D75t\n\u1D76z\n\u1D7Ath\n\u1D7BI\n\u1D7Dp\n\u1D7EU\n\u1D80b\n\u1D81d\n\u1D82f\n" +
        "\u1D83g\n\u1D84k\n\u1D85l\n\u1D86m\n\u1D87n\n\u1D88p\n\u1D89r\n\u1D8As\n\u1D8Cv\n\u1D8Dx\n\u1D8Ez\n\u1D8Fa\n\u1D91d\n\u1D92e\n" +
        "\u1D93e\n\u1D96i\n\u1D99u\n\u1D9Cc\n\u1DA0f\n\u1DBBz\n\u1DC0\n\u1DC1\n\u1DC2\n\u1DC3\n\u1DC4\n\u1DC5\n\u1DC6\n\u1DC7\n\u1DC8\n" +
        "\u1DC9\n\u1DCA\n\u1DCB\n\u1DCC\n\u1DCD\n\u1DCE\n\u1DCF\n\u1DD0\n\u1DD1\n\u1DD2\n\u1DD3\n\u1DD4\n\u1DD5\n\u1DD6\n\u1DD7\n\u1DD8\n" +
        "\u1DD9\n\u1DDA\n\u1DDB\n\u1DDC\n\u1DDD\n\u1DDE\n\u1DDF\n\u1DE0\n\u1DE1\n\u1DE2\n\u1DE3\n\u1DE4\n\u1DE5\n\u1DE6\n\u1DE7\n\u1DE8\n" +
        "\u1DE9\n\u1DEA\n\u1DEB\n\u1DEC\n\u1DED\n\u1DEE\n\u1DEF\n\u1DF0\n\u1DF1\n\u1DF2\n\u1DF3\n\u1DF4\n\u1DF5\n\u1DF6\n\u1DF7\n\u1DF8\n" +
        "\u1DF9\n\u1DFA\n\u1DFB\n\u1DFC\n\u1DFD\n\u1DFE\n\u1DFF\n\u1E00A\n\u1E01a\n\u1E02B\n\u1E03b\n\u1E04B\n\u1E05b\n\u1E06B\n\u1E07b\n" +
        "\u1E08C\n\u1E09c\n\u1E0AD\n\u1E0Bd\n\u1E0CD\n\u1E0Dd\n\u1E0ED\n\u1E0Fd\n\u1E10D\n\u1E11d\n\u1E12D\n\u1E13d\n\u1E14E\n\u1E15e\n" +
        "\u1E16E\n\u1E17e\n\u1E18E\n\u1E19e\n\u1E1AE\n\u1E1Be\n\u1E1CE\n\u1E1De\n\u1E1EF\n\u1E1Ff\n\u1E20G\n\u1E21g\n\u1E22H\n\u1E23h\n" +
        "\u1E24H\n\u1E25h\n\u1E26H\n\u1E27h\n\u1E28H\n\u1E29h\n\u1E2AH\n\u1E2Bh\n\u1E2CI\n\u1E2Di\n\u1E2EI\n\u1E2Fi\n\u1E30K\n\u1E31k\n" +
        "\u1E32K\n\u1E33k\n\u1E34K\n\u1E35k\n\u1E36L\n\u1E37l\n\u1E38L\n\u1E39l\n\u1E3AL\n\u1E3Bl\n\u1E3CL\n\u1E3Dl\n\u1E3EM\n\u1E3Fm\n" +
        "\u1E40M\n\u1E41m\n\u1E42M\n\u1E43m\n\u1E44N\n\u1E45n\n\u1E46N\n\u1E47n\n\u1E48N\n\u1E49n\n\u1E4AN\n\u1E4Bn\n\u1E4CO\n\u1E4Do\n" +
        "\u1E4EO\n\u1E4Fo\n\u1E50O\n\u1E51o\n\u1E52O\n\u1E53o\n\u1E54P\n\u1E55p\n\u1E56P\n\u1E57p\n\u1E58R\n\u1E59r\n\u1E5AR\n\u1E5Br\n" +
        "\u1E5CR\n\u1E5Dr\n\u1E5ER\n\u1E5Fr\n\u1E60S\n\u1E61s\n\u1E62S\n\u1E63s\n\u1E64S\n\u1E65s\n\u1E66S\n\u1E67s\n\u1E68S\n\u1E69s\n" +
        "\u1E6AT\n\u1E6Bt\n\u1E6CT\n\u1E6Dt\n\u1E6ET\n\u1E6Ft\n\u1E70T\n\u1E71t\n\u1E72U\n\u1E73u\n\u1E74U\n\u1E75u\n\u1E76U\n\u1E77u\n" +
        "\u1E78U\n\u1E79u\n\u1E7AU\n\u1E7Bu\n\u1E7CV\n\u1E7Dv\n\u1E7EV\n\u1E7Fv\n\u1E80W\n\u1E81w\n\u1E82W\n\u1E83w\n\u1E84W\n\u1E85w\n" +
        "\u1E86W\n\u1E87w\n\u1E88W\n\u1E89w\n\u1E8AX\n\u1E8Bx\n\u1E8CX\n\u1E8Dx\n\u1E8EY\n\u1E8Fy\n\u1E90Z\n\u1E91z\n\u1E92Z\n\u1E93z\n" +
        "\u1E94Z\n\u1E95z\n\u1E96h\n\u1E97t\n\u1E98w\n\u1E99y\n\u1E9Aa\n\u1E9Cs\n\u1E9Ds\n\u1E9ESS\n\u1EA0A\n\u1EA1a\n\u1EA2A\n\u1EA3a\n" +
        "\u1EA4A\n\u1EA5a\n\u1EA6A\n\u1EA7a\n\u1EA8A\n\u1EA9a\n\u1EAAA\n\u1EABa\n\u1EACA\n\u1EADa\n\u1EAEA\n\u1EAFa\n\u1EB0A\n\u1EB1a\n" +
        "\u1EB2A\n\u1EB3a\n\u1EB4A\n\u1EB5a\n\u1EB6A\n\u1EB7a\n\u1EB8E\n\u1EB9e\n\u1EBAE\n\u1EBBe\n\u1EBCE\n\u1EBDe\n\u1EBEE\n\u1EBFe\n" +
        "\u1EC0E\n\u1EC1e\n\u1EC2E\n\u1EC3e\n\u1EC4E\n\u1EC5e\n\u1EC6E\n\u1EC7e\n\u1EC8I\n\u1EC9i\n\u1ECAI\n\u1ECBi\n\u1ECCO\n\u1ECDo\n" +
        "\u1ECEO\n\u1ECFo\n\u1ED0O\n\u1ED1o\n\u1ED2O\n\u1ED3o\n\u1ED4O\n\u1ED5o\n\u1ED6O\n\u1ED7o\n\u1ED8O\n\u1ED9o\n\u1EDAO\n\u1EDBo\n" +
        "\u1EDCO\n\u1EDDo\n\u1EDEO\n\u1EDFo\n\u1EE0O\n\u1EE1o\n\u1EE2O\n\u1EE3o\n\u1EE4U\n\u1EE5u\n\u1EE6U\n\u1EE7u\n\u1EE8U\n\u1EE9u\n" +
        "\u1EEAU\n\u1EEBu\n\u1EECU\n\u1EEDu\n\u1EEEU\n\u1EEFu\n\u1EF0U\n\u1EF1u\n\u1EF2Y\n\u1EF3y\n\u1EF4Y\n\u1EF5y\n\u1EF6Y\n\u1EF7y\n" +
        "\u1EF8Y\n\u1EF9y\n\u1EFALL\n\u1EFBll\n\u1EFCV\n\u1EFDv\n\u1EFEY\n\u1EFFy\n\u1FEF`\n\u2000 \n\u2001 \n\u2002 \n\u2003 \n\u2004 \n" +
        "\u2005 \n\u2006 \n\u2008 \n\u2009 \n\u200A \n\u200B\n\u2010-\n\u2011-\n\u2012-\n\u2013-\n\u2014--\n\u2015-\n\u2018'\n\u2019'\n" +
        "\u201A,\n\u201B'\n\u201C\"\n\u201D\"\n\u201E,,\n\u201F\"\n\u2020+\n\u2022o\n\u2024.\n\u2025..\n\u2026...\n\u202F \n\u2035`\n" +
        "\u2036``\n\u2037```\n\u2039<\n\u203A>\n\u203C!!\n\u2044/\n\u2047??\n\u2048?!\n\u2049!?\n\u204A&\n\u205F \n\u2060\n\u2061\n\u2062\n" +
        "\u2063\n\u20700\n\u2071i\n\u20744\n\u20755\n\u20766\n\u20777\n\u20788\n\u20799\n\u207A+\n\u207C=\n\u207D(\n\u207E)\n\u207Fn\n" +
        "\u20800\n\u20811\n\u20822\n\u20833\n\u20844\n\u20855\n\u20866\n\u20877\n\u20888\n\u20899\n\u208A+\n\u208C=\n\u208D(\n\u208E)\n" +
        "\u2090a\n\u2091e\n\u2092o\n\u2093x\n\u2095h\n\u2096k\n\u2097l\n\u2098m\n\u2099n\n\u209Ap\n\u209Bs\n\u209Ct\n\u20A0CE\n\u20A1C=\n" +
        "\u20A2Cr\n\u20A3Fr.\n\u20A4L.\n\u20A7Pts\n\u20A8Rs\n\u20A9KRW\n\u20AAILS\n\u20ABDong\n\u20ACEUR\n\u20AFGRD\n\u20B1PHP\n\u20B4UAH\n" +
        "\u20B8KZT\n\u20B9INR\n\u20BATL\n\u20BDRUB\n\u20BEGEL\n\u20D0\n\u20D1\n\u20D2\n\u20D3\n\u20D4\n\u20D5\n\u20D6\n\u20D7\n\u20D8\n" +
        "\u20D9\n\u20DA\n\u20DB\n\u20DC\n\u20DD\n\u20DE\n\u20DF\n\u20E0\n\u20E1\n\u20E2\n\u20E3\n\u20E4\n\u20E5\n\u20E6\n\u20E7\n\u20E8\n" +
        "\u20E9\n\u20EA\n\u20EB\n\u20EC\n\u20ED\n\u20EE\n\u20EF\n\u20F0\n\u2100a/c\n\u2101a/s\n\u2102C\n\u2105c/o\n\u2106c/u\n\u210Ag\n" +
        "\u210BH\n\u210CH\n\u210DH\n\u210Eh\n\u2110I\n\u2111I\n\u2112L\n\u2113l\n\u2115N\n\u2116No\n\u2119P\n\u211AQ\n\u211BR\n\u211CR\n" +
        "\u211DR\n\u211ERx\n\u2120SM\n\u2121TEL\n\u2122(TM)\n\u2124Z\n\u2128Z\n\u212AK\n\u212BA\n\u212CB\n\u212DC\n\u212Ee\n\u212Fe\n" +
        "\u2130E\n\u2131F\n\u2133M\n\u2134o\n\u2139i\n\u213BFAX\n\u2145D\n\u2146d\n\u2147e\n\u2148i\n\u2149j\n\u2150 1/7 \n\u2151 1/9 \n" +
        "\u2152 1/10 \n\u2153 1/3 \n\u2154 2/3 \n\u2155 1/5 \n\u2156 2/5 \n\u2157 3/5 \n\u2158 4/5 \n\u2159 1/6 \n\u215A 5/6 \n" +
        "\u215B 1/8 \n\u215C 3/8 \n\u215D 5/8 \n\u215E 7/8 \n\u215F 1/ \n\u2160I\n\u2161II\n\u2162III\n\u2163IV\n\u2164V\n\u2165VI\n" +
        "\u2166VII\n\u2167VIII\n\u2168IX\n\u2169X\n\u216AXI\n\u216BXII\n\u216CL\n\u216DC\n\u216ED\n\u216FM\n\u2170i\n\u2171ii\n\u2172iii\n" +
        "\u2173iv\n\u2174v\n\u2175vi\n\u2176vii\n\u2177viii\n\u2178ix\n\u2179x\n\u217Axi\n\u217Bxii\n\u217Cl\n\u217Dc\n\u217Ed\n\u217Fm\n" +
        "\u2189 0/3 \n\u2190<-\n\u2192->\n\u2194<->\n\u21AE!<->\n\u21CD!<=\n\u21CE!<=>\n\u21CF!=>\n\u21D0<=\n\u21D2=>\n\u21D4<=>\n\u2212-\n" +
        "\u2215/\n\u2216\\\n\u2217*\n\u2223|\n\u2225||\n\u2236:\n\u223C~\n\u2241!~\n\u2244!~-\n\u2247!~=\n\u2249!~~\n\u2260!=\n\u2262!==\n" +
        "\u2264<=\n\u2265>=\n\u226A<<\n\u226B>>\n\u226E!<\n\u226F!>\n\u2270!<=\n\u2271!>=\n\u2274!<~\n\u2275!>~\n\u2278!<>\n\u2279!><\n" +
        "\u22D8<<<\n\u22D9>>>\n\u2329<\n\u232A>\n\u2400NUL\n\u2401SOH\n\u2402STX\n\u2403ETX\n\u2404EOT\n\u2405ENQ\n\u2406ACK\n\u2407BEL\n" +
        "\u2408BS\n\u2409HT\n\u240ALF\n\u240BVT\n\u240CFF\n\u240DCR\n\u240ESO\n\u240FSI\n\u2410DLE\n\u2411DC1\n\u2412DC2\n\u2413DC3\n" +
        "\u2414DC4\n\u2415NAK\n\u2416SYN\n\u2417ETB\n\u2418CAN\n\u2419EM\n\u241ASUB\n\u241BESC\n\u241CFS\n\u241DGS\n\u241ERS\n\u241FUS\n" +
        "\u2420SP\n\u2421DEL\n\u2423_\n\u2424NL\n\u2460(1)\n\u2461(2)\n\u2462(3)\n\u2463(4)\n\u2464(5)\n\u2465(6)\n\u2466(7)\n\u2467(8)\n" +
        "\u2468(9)\n\u2469(10)\n\u246A(11)\n\u246B(12)\n\u246C(13)\n\u246D(14)\n\u246E(15)\n\u246F(16)\n\u2470(17)\n\u2471(18)\n" +
        "\u2472(19)\n\u2473(20)\n\u2474(1)\n\u2475(2)\n\u2476(3)\n\u2477(4)\n\u2478(5)\n\u2479(6)\n\u247A(7)\n\u247B(8)\n\u247C(9)\n" +
        "\u247D(10)\n\u247E(11)\n\u247F(12)\n\u2480(13)\n\u2481(14)\n\u2482(15)\n\u2483(16)\n\u2484(17)\n\u2485(18)\n\u2486(19)\n" +
        "\u2487(20)\n\u24881.\n\u24892.\n\u248A3.\n\u248B4.\n\u248C5.\n\u248D6.\n\u248E7.\n\u248F8.\n\u24909.\n\u249110.\n\u249211.\n" +
        "\u249312.\n\u249413.\n\u249514.\n\u249615.\n\u249716.\n\u249817.\n\u249918.\n\u249A19.\n\u249B20.\n\u249C(a)\n\u249D(b)\n" +
        "\u249E(c)\n\u249F(d)\n\u24A0(e)\n\u24A1(f)\n\u24A2(g)\n\u24A3(h)\n\u24A4(i)\n\u24A5(j)\n\u24A6(k)\n\u24A7(l)\n\u24A8(m)\n" +
        "\u24A9(n)\n\u24AA(o)\n\u24AB(p)\n\u24AC(q)\n\u24AD(r)\n\u24AE(s)\n\u24AF(t)\n\u24B0(u)\n\u24B1(v)\n\u24B2(w)\n\u24B3(x)\n" +
        "\u24B4(y)\n\u24B5(z)\n\u24B6(A)\n\u24B7(B)\n\u24B8(C)\n\u24B9(D)\n\u24BA(E)\n\u24BB(F)\n\u24BC(G)\n\u24BD(H)\n\u24BE(I)\n" +
        "\u24BF(J)\n\u24C0(K)\n\u24C1(L)\n\u24C2(M)\n\u24C3(N)\n\u24C4(O)\n\u24C5(P)\n\u24C6(Q)\n\u24C7(R)\n\u24C8(S)\n\u24C9(T)\n" +
        "\u24CA(U)\n\u24CB(V)\n\u24CC(W)\n\u24CD(X)\n\u24CE(Y)\n\u24CF(Z)\n\u24D0(a)\n\u24D1(b)\n\u24D2(c)\n\u24D3(d)\n\u24D4(e)\n" +
        "\u24D5(f)\n\u24D6(g)\n\u24D7(h)\n\u24D8(i)\n\u24D9(j)\n\u24DA(k)\n\u24DB(l)\n\u24DC(m)\n\u24DD(n)\n\u24DE(o)\n\u24DF(p)\n" +
        "\u24E0(q)\n\u24E1(r)\n\u24E2(s)\n\u24E3(t)\n\u24E4(u)\n\u24E5(v)\n\u24E6(w)\n\u24E7(x)\n\u24E8(y)\n\u24E9(z)\n\u24EA(0)\n\u2500-\n" +
        "\u2502|\n\u250C+\n\u2510+\n\u2514+\n\u2518+\n\u251C+\n\u2524+\n\u252C+\n\u2534+\n\u253C+\n\u2571/\n\u2572\\\n\u25E6o\n\u27CB/\n" +
        "\u27CD\\\n\u27E6[|\n\u27E7|]\n\u27E8<\n\u27E9>\n\u27EA<<\n\u27EB>>\n\u27EC((\n\u27ED))\n\u27EE(\n\u27EF)\n\uFB00ff\n\uFB01fi\n" +
        "\uFB02fl\n\uFB03ffi\n\uFB04ffl\n\uFB05st\n\uFB06st\n\uFEFF\n";

    private static readonly Dictionary<char, string> Replacements = Read();

    /// <summary>The replacement in ASCII; null where there is none.</summary>
    public static string? Of(int codePoint) =>
        codePoint is >= 0xFF01 and <= 0xFF5E ? ((char)(codePoint - 0xFEE0)).ToString()
        : codePoint == 0x3000 ? " "
        : codePoint <= char.MaxValue ? Replacements.GetValueOrDefault((char)codePoint)
        : null;

    private static Dictionary<char, string> Read()
    {
        var replacements = new Dictionary<char, string>();
        foreach (ReadOnlySpan<char> line in Table.AsSpan().EnumerateLines())
        {
            if (!line.IsEmpty)
            {
                replacements[line[0]] = line[1..].ToString();
            }
        }

        return replacements;
    }
}
